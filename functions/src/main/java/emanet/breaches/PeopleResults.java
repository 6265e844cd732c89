package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.register.Page;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of telling people: in figures, and person by person.
final class PeopleResults {
  private final BreachStore store;
  private final ScopeResult results;
  private final Sends sends;
  private final Jobs jobs;

  PeopleResults(BreachStore store, ScopeResult results, Sends sends, Jobs jobs) {
    this.store = store;
    this.results = results;
    this.sends = sends;
    this.jobs = jobs;
  }

  private Optional<Job> job(TenantId tenant, JsonNode entry) {
    return jobs.find(tenant, PeopleJob.NAME, entry.path("notice").asText());
  }

  private static boolean isToPeople(JsonNode entry) {
    return entry.path("audience").asText().equals(Audience.SUBJECTS.name());
  }

  /// An entry of the file, with how far it came where it is to people.
  ObjectNode shown(TenantId tenant, JsonNode entry) {
    var shown = ((ObjectNode) entry).deepCopy();
    if (isToPeople(entry)) {
      job(tenant, entry)
          .ifPresent(job -> {
            shown.put("state", job.state().name());
            shown.put(PeopleJob.TOLD, job.count(PeopleJob.TOLD));
            shown.put(PeopleJob.NOWHERE, job.count(PeopleJob.NOWHERE));
            shown.put(PeopleJob.FAILED, job.count(PeopleJob.FAILED));
            shown.put(PeopleJob.ERASED, job.count(PeopleJob.ERASED));
          });
    }
    return shown;
  }

  /// For the Board's form: a line a notice.
  List<String> lines(TenantId tenant, Breach breach) {
    var lines = new ArrayList<String>();
    for (var entry : breach.file().section(BreachFile.NOTIFICATIONS)) {
      if (isToPeople(entry)) {
        var wordings = BoardForm.WORDINGS;
        var shown = shown(tenant, entry);
        var line =
            wordings.text(
                "told.by",
                wordings.time(Instant.parse(entry.path("sentAt").asText())),
                entry.path("people").asText(),
                shown.path(PeopleJob.TOLD).asText(),
                shown.path(PeopleJob.NOWHERE).asText());
        long failed = shown.path(PeopleJob.FAILED).asLong();
        lines.add(
            failed == 0 ? line : line + " " + wordings.text("told.failed", Long.toString(failed)));
      }
    }
    return lines;
  }

  /// The file's entries, then person by person.
  ///
  /// @param limit of people
  /// @param after where an earlier page ended: `<notice to people>/<person>`, by numbers
  Page<ObjectNode> page(TenantId tenant, Breach breach, int limit, Optional<String> after) {
    var entries = breach.file().section(BreachFile.NOTIFICATIONS);
    var items = new ArrayList<ObjectNode>();
    if (after.isEmpty()) {
      entries.forEach(entry -> items.add(shown(tenant, entry)));
    }
    var toPeople = entries.valueStream().filter(PeopleResults::isToPeople).toList();
    var position = after.orElse("0/0").split("/", 2);
    int which = Integer.parseInt(position[0]);
    int index = Integer.parseInt(position[1]);
    int left = limit;
    while (which < toPeople.size() && left > 0) {
      var id = toPeople.get(which).path("notice").asText();
      var notice =
          PeopleNotice.find(store, tenant, breach.id(), id)
              .orElseThrow(() -> new Fault.Internal().exception());
      var rows = rows(tenant, breach.id(), id, notice, index, left);
      items.addAll(rows);
      left -= rows.size();
      index += rows.size();
      if (index >= notice.people() || rows.isEmpty()) {
        which++;
        index = 0;
      }
    }
    return new Page<>(
        items, which < toPeople.size() ? Optional.of(which + "/" + index) : Optional.empty());
  }

  private List<ObjectNode> rows(
      TenantId tenant, String breach, String id, PeopleNotice notice, int index, int count) {
    var people = results.list(tenant, breach, notice.scope(), index, count);
    var outcomes = outcomes(tenant, breach, id, index, people.size());
    var ids = new ArrayList<SendId>();
    for (int i = index; i < index + people.size(); i++) {
      for (var channel : PeopleJob.CHANNELS.values()) {
        ids.add(PeopleJob.send(id, i, channel));
      }
    }
    var sent = sends.read(tenant, ids);
    var rows = new ArrayList<ObjectNode>();
    for (int i = 0; i < people.size(); i++) {
      var row = JsonNodeFactory.instance.objectNode();
      row.put("audience", Audience.SUBJECTS.name()).put("notice", id);
      row.set("subject", people.get(i).path("subject"));
      int at = index + i;
      var channels = row.putArray("channels");
      var states = new ArrayList<Send.State>();
      PeopleJob.CHANNELS.forEach((name, letter) ->
          Optional.ofNullable(sent.get(PeopleJob.send(id, at, letter)))
              .ifPresent(send -> {
                states.add(send.state());
                show(name, send, channels.addObject());
              }));
      row.put("result", result(Optional.ofNullable(outcomes.get(at)), states));
      rows.add(row);
    }
    return rows;
  }

  /// By the person's number.
  private Map<Integer, JsonNode> outcomes(
      TenantId tenant, String breach, String id, int index, int count) {
    var outcomes = new HashMap<Integer, JsonNode>();
    for (int batch = index / PeopleJob.BATCH; batch * PeopleJob.BATCH < index + count; batch++) {
      int first = batch * PeopleJob.BATCH;
      store
          .document(tenant, breach, PeopleJob.outcome(id, batch))
          .ifPresent(outcome -> {
            for (int i = 0; i < outcome.path("people").size(); i++) {
              outcomes.put(first + i, outcome.path("people").get(i));
            }
          });
    }
    return outcomes;
  }

  private static String result(Optional<JsonNode> outcome, List<Send.State> states) {
    if (states.contains(Send.State.SENT)) {
      return "SENT";
    }
    if (outcome.isEmpty()) {
      return "WAITING";
    }
    if (!outcome.get().path("living").asBoolean()) {
      return "ERASED";
    }
    if (states.isEmpty()) {
      return "NO_CONTACT";
    }
    return states.stream().allMatch(Send.State.DEAD::equals) ? "FAILED" : "WAITING";
  }

  private static void show(String channel, Send send, ObjectNode json) {
    json.put("channel", channel).put("state", send.state().name()).put("parts", send.units());
    send.sentAt().ifPresent(at -> json.put("sentAt", at.toString()));
    json.put("possiblyTwice", send.possiblyTwice());
  }
}
