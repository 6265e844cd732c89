package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Filed;
import emanet.register.Recipient;
import emanet.register.Register;
import emanet.register.Retention;
import emanet.subjects.Holdings;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an answer says of a person's data, from what decides and records every use of it: the
/// register, the records, what was passed on, and the ledger. No value of the data is in it.
///
/// | part | for right | from |
/// |---|---|---|
/// | `categories` | A, B | the records: which there are, and which fields they have |
/// | `activities` | B, C, Ç | the register: purposes, legal basis, retention, recipients of those engaged |
/// | `uses` | C | the ledger: what was really done, by which activity, how often, from when to when |
/// | `disclosures` | Ç | what was passed on, to whom, when |
/// | `proposal` | E | what may go, and what a legal basis keeps |
final class Facts {
  private final Register register;
  private final Uses uses;
  private final Disclosed disclosed;
  private final InstantSource clock;

  Facts(Register register, Uses uses, Disclosed disclosed, InstantSource clock) {
    this.register = register;
    this.uses = uses;
    this.disclosed = disclosed;
    this.clock = clock;
  }

  /// What is kept of a person and how it was used; empty where there is more in the ledger than can
  /// be read by `deadline`.
  ///
  /// @param living what is held; empty where the person was erased
  Optional<ObjectNode> of(
      TenantId tenant, SubjectId subject, Optional<Holdings.Held> living, Instant deadline) {
    var used = uses.of(tenant, subject, deadline);
    if (used.isEmpty()) {
      return Optional.empty();
    }
    var all = activities(tenant);
    var named = new TreeSet<String>();
    living.ifPresent(held -> held.records().forEach(record -> named.addAll(record.activities())));
    used.get().forEach(use -> use.activity().ifPresent(named::add));
    var json = JsonNodeFactory.instance.objectNode();
    json.put("at", clock.instant().toString());
    var known = register.categories().all(tenant);
    living.ifPresent(held -> {
      json.put("since", held.created());
      json.set("categories", categories(held, known));
      json.set("proposal", proposal(all, held));
    });
    json.set("activities", activities(tenant, all, named));
    json.set("uses", Uses.json(used.get()));
    json.set("disclosures", disclosed.of(tenant, subject));
    return Optional.of(json);
  }

  ArrayNode proposal(TenantId tenant, Holdings.Held held) {
    return proposal(activities(tenant), held);
  }

  private ArrayNode proposal(Map<String, Filed<Activity>> all, Holdings.Held held) {
    return new ErasureProposal(all, Deadline.date(clock.instant())).of(held);
  }

  /// Whether an activity engaged for the person decides by automated analysis alone (Art. 11/1-g).
  Set<String> automated(TenantId tenant, Holdings.Held held) {
    var all = activities(tenant);
    var automated = new TreeSet<String>();
    for (var record : held.records()) {
      for (var code : record.activities()) {
        if (Optional.ofNullable(all.get(code))
            .filter(a -> a.value().automatedDecision())
            .isPresent()) {
          automated.add(code);
        }
      }
    }
    return automated;
  }

  /// How what goes is disposed of: as the activities that are engaged for it say. What one of them
  /// wants destroyed is destroyed; anonymous it becomes only where a decision says so.
  Activity.Disposal disposal(TenantId tenant, Holdings.Held held, Optional<CategoryCode> category) {
    var all = activities(tenant);
    boolean destroyed =
        held.records().stream()
            .filter(record -> category.map(record.category()::equals).orElse(true))
            .flatMap(record -> record.activities().stream())
            .flatMap(code -> Optional.ofNullable(all.get(code)).stream())
            .anyMatch(filed -> filed.value().disposal() == Activity.Disposal.DESTROY);
    return destroyed ? Activity.Disposal.DESTROY : Activity.Disposal.ERASE;
  }

  private Map<String, Filed<Activity>> activities(TenantId tenant) {
    var all = new TreeMap<String, Filed<Activity>>();
    register.activities().all(tenant).forEach(filed -> all.put(filed.code(), filed));
    return all;
  }

  private static ArrayNode categories(Holdings.Held held, Map<CategoryCode, Category> known) {
    var byCode = new TreeMap<String, ObjectNode>();
    for (var record : held.records()) {
      var json =
          byCode.computeIfAbsent(
              record.category().value(),
              code -> category(code, Optional.ofNullable(known.get(record.category()))));
      json.put("records", json.path("records").asLong() + 1);
      var fields = new LinkedHashSet<String>();
      json.path("fields").forEach(name -> fields.add(name.asText()));
      record.fields().fieldNames().forEachRemaining(fields::add);
      fields.forEach(json.putArray("fields")::add);
    }
    var array = JsonNodeFactory.instance.arrayNode();
    byCode.values().forEach(array::add);
    return array;
  }

  private static ObjectNode category(String code, Optional<Category> known) {
    var json = JsonNodeFactory.instance.objectNode().put("code", code);
    json.put("title", known.map(category -> category.title().tr()).orElse(code));
    json.put("special", known.filter(Category::special).isPresent());
    return json;
  }

  private ArrayNode activities(
      TenantId tenant, Map<String, Filed<Activity>> all, Set<String> named) {
    var ids = new LinkedHashSet<String>();
    named.stream()
        .flatMap(code -> Optional.ofNullable(all.get(code)).stream())
        .forEach(filed -> ids.addAll(filed.value().recipients()));
    var recipients = register.recipients().find(tenant, ids);
    var array = JsonNodeFactory.instance.arrayNode();
    for (var code : named) {
      Optional.ofNullable(all.get(code)).ifPresent(filed -> array.add(activity(filed, recipients)));
    }
    return array;
  }

  private static ObjectNode activity(Filed<Activity> filed, Map<String, Recipient> recipients) {
    var activity = filed.value();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("code", filed.code()).put("version", filed.version());
    json.put("title", activity.title().tr()).put("role", activity.role().name());
    activity.controller().ifPresent(controller -> json.put("controller", controller.title()));
    activity.purposes().forEach(json.putArray("purposes")::add);
    json.put("legalBasis", activity.legalBasis().name());
    json.put("article", activity.legalBasis().article());
    activity.uses().forEach(use -> json.withArray("categories").add(use.category().value()));
    put(json.putObject("retention"), activity.retention());
    var own = json.putArray("ownRetention");
    activity
        .uses()
        .forEach(use ->
            use.retention()
                .ifPresent(retention ->
                    put(own.addObject().put("category", use.category().value()), retention)));
    json.put("automatedDecision", activity.automatedDecision());
    var to = json.putArray("recipients");
    for (var id : activity.recipients()) {
      Optional.ofNullable(recipients.get(id)).ifPresent(one -> to.add(recipient(one)));
    }
    return json;
  }

  private static void put(ObjectNode json, Retention retention) {
    json.put("period", retention.period().toString()).put("from", retention.from().name());
  }

  static ObjectNode recipient(Recipient recipient) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", recipient.id()).put("title", recipient.title());
    json.put("group", recipient.group().title().tr()).put("country", recipient.country());
    recipient.mechanism().ifPresent(mechanism -> json.put("article", mechanism.article()));
    return json;
  }
}
