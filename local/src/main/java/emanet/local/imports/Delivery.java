package emanet.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Call;
import emanet.local.client.Unreachable;
import emanet.values.ActivityCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Stores rows through the API, in batches.
///
/// Every step may be done again: people are found by their external reference, and records are only
/// ever created, never written over (`If-None-Match: *`): what was put right since the file was
/// made stays so. So an import that was stopped anywhere is completed by running it again, and one
/// that was complete adds nothing.
///
/// A row is stored whole or not at all: if the API refuses one of its records, those of its records
/// that were stored just now are deleted again, and the row is rejected.
final class Delivery {
  static final int MOST_PEOPLE = 100;
  private static final int MOST_RECORDS = 100;

  /// Well under the API's limit of 1 MiB.
  private static final int LONGEST_BODY = 700_000;

  private static final String ACTIVITY = "Emanet-Activity";
  private static final int ABSENT = 404;
  private static final int ERASED = 410;

  /// Of a record that is there already: an earlier run's, or this one's whose answer was lost.
  private static final String THERE = "stale-version";

  private final Api api;
  private final Plan plan;
  private final ActivityCode activity;

  Delivery(Api api, Plan plan, ActivityCode activity) {
    this.api = api;
    this.plan = plan;
    this.activity = activity;
  }

  /// What came of a chunk's rows.
  ///
  /// @param added rows of people who were taken up now
  /// @param present rows of people who were there already
  /// @param records stored of those who were taken up now
  record Outcome(int added, int present, int records, List<Reject> rejects) {}

  Outcome deliver(List<Row> rows) {
    var parcels = new ArrayList<Parcel>(rows.size());
    rows.forEach(row -> parcels.add(new Parcel(row)));
    if (!parcels.isEmpty()) {
      identify(parcels);
      batches(parcels).forEach(this::store);
      parcels.stream().filter(Parcel::rejected).forEach(this::takeBack);
    }
    return outcome(parcels);
  }

  private static Outcome outcome(List<Parcel> parcels) {
    int added = 0;
    int present = 0;
    int records = 0;
    var rejects = new ArrayList<Reject>();
    for (var parcel : parcels) {
      if (parcel.rejected()) {
        rejects.addAll(parcel.rejects);
      } else if (parcel.isNew) {
        added++;
        records += parcel.stored.size();
      } else {
        present++;
      }
    }
    return new Outcome(added, present, records, rejects);
  }

  /// A row on its way.
  private static final class Parcel {
    final Row row;

    /// Just now, and by nobody else: a new person's that are there are this run's own, whose answer
    /// was lost.
    final List<Row.Draft> stored = new ArrayList<>();

    final List<Reject> rejects = new ArrayList<>();
    String subject = "";
    boolean isNew;

    Parcel(Row row) {
      this.row = row;
    }

    boolean rejected() {
      return !rejects.isEmpty();
    }

    void reject(String field, String code) {
      rejects.add(new Reject(row.number(), field, code));
    }
  }

  private record Item(Parcel parcel, Row.Draft draft) {}

  private record Batch(ActivityCode activity, List<Item> items, String body) {}

  private void identify(List<Parcel> parcels) {
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    for (var parcel : parcels) {
      var item = items.addObject();
      item.putArray("groups").add(plan.group());
      item.put("externalRef", parcel.row.externalRef());
    }
    // with a key, a call whose answer was lost says again whom it took up
    var call = call("/v1/subjects/batch", activity, body.toString());
    var answers = served(call.with("Idempotency-Key", UUID.randomUUID().toString())).path("items");
    var column = plan.header().get(plan.reference());
    for (int i = 0; i < parcels.size(); i++) {
      var parcel = parcels.get(i);
      var answer = answers.path(i);
      parcel.isNew = answer.has("id");
      parcel.subject = answer.path(parcel.isNew ? "id" : "existing").asText();
      if (parcel.subject.isEmpty()) {
        reject(parcel, column, Optional.empty(), answer.path("problem"));
      }
    }
  }

  private List<Batch> batches(List<Parcel> parcels) {
    var byActivity = new LinkedHashMap<ActivityCode, List<Item>>();
    for (var parcel : parcels) {
      if (!parcel.rejected()) {
        for (var draft : parcel.row.drafts()) {
          byActivity
              .computeIfAbsent(draft.slot().activity(), _ -> new ArrayList<>())
              .add(new Item(parcel, draft));
        }
      }
    }
    var batches = new ArrayList<Batch>();
    byActivity.forEach((code, items) -> batches.addAll(split(code, items)));
    return batches;
  }

  private static List<Batch> split(ActivityCode code, List<Item> items) {
    var batches = new ArrayList<Batch>();
    var part = new ArrayList<Item>();
    var text = new StringBuilder();
    for (var item : items) {
      var json = json(item);
      boolean full =
          part.size() == MOST_RECORDS || text.length() + json.length() > LONGEST_BODY / 2;
      if (full && !part.isEmpty()) {
        batches.add(batch(code, part, text));
        part = new ArrayList<>();
        text.setLength(0);
      }
      text.append(part.isEmpty() ? "" : ",").append(json);
      part.add(item);
    }
    if (!part.isEmpty()) {
      batches.add(batch(code, part, text));
    }
    return batches;
  }

  private static Batch batch(ActivityCode code, List<Item> items, StringBuilder text) {
    var body = "{\"items\":[" + text + "]}";
    return new Batch(code, List.copyOf(items), body);
  }

  private static String json(Item item) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("subject", item.parcel().subject);
    json.put("category", item.draft().slot().category().value());
    json.put("recordId", item.draft().slot().record().value());
    json.set("fields", item.draft().fields());
    return json.toString();
  }

  private void store(Batch batch) {
    var call = call("/v1/records/batch", batch.activity(), batch.body());
    var answer = served(call.with("If-None-Match", "*"));
    var failures = new HashMap<Integer, JsonNode>();
    answer.path("failed").forEach(f -> failures.put(f.path("index").asInt(), f.path("problem")));
    for (int i = 0; i < batch.items().size(); i++) {
      var item = batch.items().get(i);
      var slot = item.draft().slot();
      var problem = Optional.ofNullable(failures.get(i));
      boolean there = problem.filter(p -> Answer.slug(p).equals(THERE)).isPresent();
      if (problem.isPresent() && !there) {
        reject(item.parcel(), slot.category().value(), Optional.of(slot), problem.get());
      } else if (item.parcel().isNew || !there) {
        item.parcel().stored.add(item.draft());
      }
    }
  }

  /// One reject for each thing that the problem document names; a whole record's is named by its
  /// category.
  private static void reject(
      Parcel parcel, String whole, Optional<Plan.Slot> slot, JsonNode problem) {
    for (var error : problem.path("errors")) {
      var pointer = error.path("pointer").asText();
      var field = pointer.substring(pointer.lastIndexOf('/') + 1);
      parcel.reject(slot.map(s -> s.columnOf(field)).orElse(whole), error.path("code").asText());
    }
    if (!parcel.rejected()) {
      parcel.reject(whole, Answer.slug(problem));
    }
  }

  private void takeBack(Parcel parcel) {
    for (var draft : parcel.stored) {
      var slot = draft.slot();
      var path =
          "/v1/subjects/" + parcel.subject + "/records/" + slot.category() + "/" + slot.record();
      var call = api.call("DELETE", path).with(ACTIVITY, slot.activity().value());
      var answer = api.persist(call);
      if (!answer.succeeded() && answer.status() != ABSENT && answer.status() != ERASED) {
        throw new Unreachable(
            "record "
                + parcel.row.number()
                + " is stored in part, and what was stored could not be deleted: "
                + answer.summary());
      }
    }
  }

  private Call call(String path, ActivityCode code, String body) {
    return api.call("POST", path)
        .with(ACTIVITY, code.value())
        .with(body.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode served(Call call) {
    var answer = api.persist(call);
    if (!answer.succeeded()) {
      throw new Unreachable("the API refused a batch: " + answer.summary());
    }
    return answer.json();
  }
}
