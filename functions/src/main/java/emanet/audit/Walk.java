package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.consents.ConsentAccount;
import emanet.disclosures.DisclosureAccount;
import emanet.ledger.Action;
import emanet.ledger.Outcome;
import emanet.notices.NoticeAccount;
import emanet.store.Stage;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// What sealed entries lead to: the chapters of which there is no list, because what they are about
/// lies with the people. An entry names whom, and what was kept names its entry; so nobody is
/// missing, and no person's item is read but those that the time is about.
final class Walk {
  /// What changes nothing and shows one thing: it is in the ledger's own files, and summed up in
  /// the review of access.
  private static final Set<Action> PASSING =
      EnumSet.of(
          Action.READ,
          Action.LIST,
          Action.WRITE,
          Action.PATCH,
          Action.DELETE,
          Action.SEARCH,
          Action.FOUND,
          Action.CREATE_SUBJECT,
          Action.READ_SUBJECT,
          Action.CHANGE_SUBJECT,
          Action.REGISTER_READ,
          Action.PASSED_ON,
          Action.CALL);

  private static final int AT_ONCE = 16;

  private final ConsentAccount consents;
  private final NoticeAccount notices;
  private final DisclosureAccount disclosures;

  Walk(ConsentAccount consents, NoticeAccount notices, DisclosureAccount disclosures) {
    this.consents = consents;
    this.notices = notices;
    this.disclosures = disclosures;
  }

  /// Rows of entries, by chapters; a chapter without any is not there.
  Map<Chapter, List<JsonNode>> rows(TenantId tenant, List<JsonNode> entries) {
    var rows = new EnumMap<Chapter, List<JsonNode>>(Chapter.class);
    var lookups = new ArrayList<Callable<Optional<Row>>>();
    var passed = new ArrayList<JsonNode>();
    for (var entry : entries) {
      if (entry.path("kind").asText().equals("OUTCOME")) {
        if (!entry.path("outcome").asText().equals(Outcome.VERSION.name())) {
          add(rows, Chapter.OUTCOMES, entry);
        }
        continue;
      }
      var action = Action.valueOf(entry.path("action").asText());
      if (!PASSING.contains(action)) {
        add(rows, Chapter.ACTS, entry);
      }
      if (action == Action.PASSED_ON) {
        passed.add(entry);
      }
      lookup(tenant, action, entry).ifPresent(lookups::add);
    }
    lookups.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap(window -> Stage.all(window).stream())
        .flatMap(Optional::stream)
        .forEach(row -> add(rows, row.chapter(), row.json()));
    passedOn(tenant, passed).forEach(row -> add(rows, Chapter.DISCLOSURES, row));
    return rows;
  }

  private record Row(Chapter chapter, ObjectNode json) {}

  private Optional<Callable<Optional<Row>>> lookup(TenantId tenant, Action action, JsonNode entry) {
    var id = entry.path("id").asText();
    var person = SubjectId.parse(entry.path("subject").asText());
    if (person.isEmpty()) {
      return Optional.empty();
    }
    var subject = person.get();
    return switch (action) {
      case GIVE_CONSENT, WITHDRAW_CONSENT ->
          Optional.of(() ->
              consents.entered(tenant, subject, id).map(row -> new Row(Chapter.CONSENTS, row)));
      case DELIVER_NOTICE ->
          Optional.of(() ->
              notices.delivered(tenant, subject, id).map(row -> new Row(Chapter.DELIVERIES, row)));
      default -> Optional.empty();
    };
  }

  private List<ObjectNode> passedOn(TenantId tenant, List<JsonNode> entries) {
    var ids = new LinkedHashSet<String>();
    entries.forEach(entry -> ids.add(disclosure(entry)));
    var made = ids.isEmpty() ? Map.<String, ObjectNode>of() : disclosures.made(tenant, ids);
    var rows = new ArrayList<ObjectNode>();
    for (var entry : entries) {
      var row = JsonNodeFactory.instance.objectNode();
      row.put("at", entry.path("at").asText()).put("disclosure", disclosure(entry));
      var head = made.get(disclosure(entry));
      // an entry without a disclosure: the call was stopped, or taken back
      row.put("made", head != null);
      for (var name : List.of("subject", "category", "fields", "view", "activity")) {
        row.set(name, entry.path(name));
      }
      row.put("by", entry.path("actor").asText()).put("entry", entry.path("id").asText());
      if (head != null) {
        for (var name : List.of("recipient", "recipientVersion", "country", "mechanism")) {
          if (head.has(name)) {
            row.set(name, head.get(name));
          }
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static String disclosure(JsonNode entry) {
    var target = entry.path("target").asText();
    return target.substring(target.indexOf('/') + 1);
  }

  private static void add(Map<Chapter, List<JsonNode>> rows, Chapter chapter, JsonNode row) {
    rows.computeIfAbsent(chapter, _ -> new ArrayList<>()).add(row);
  }
}
