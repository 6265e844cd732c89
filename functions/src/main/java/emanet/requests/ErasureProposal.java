package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Activity;
import emanet.register.Filed;
import emanet.register.LegalBasis;
import emanet.register.Retention;
import emanet.subjects.Holdings;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What of a person's data may go on their application (Art. 7/1, 11/1-e), and what a legal basis
/// keeps: worked out field by field from the activities engaged for each record. A proposal: a
/// human decides.
final class ErasureProposal {
  /// Bases that last against the person's wish, while the retention period runs: the law's own
  /// demands, a contract that still binds, a claim, a life. Consent ends with the application; what
  /// rests on a legitimate interest is objected to by it; what the person made public is theirs to
  /// take back.
  private static final Set<LegalBasis> LASTING =
      EnumSet.of(
          LegalBasis.LAW_EXPRESS,
          LegalBasis.VITAL_INTEREST,
          LegalBasis.CONTRACT,
          LegalBasis.LEGAL_OBLIGATION,
          LegalBasis.RIGHT_CLAIM,
          LegalBasis.SC_LAW_EXPRESS,
          LegalBasis.SC_VITAL,
          LegalBasis.SC_RIGHT_CLAIM,
          LegalBasis.SC_HEALTH_SECRECY,
          LegalBasis.SC_EMPLOYMENT_OHS_SOCIAL,
          LegalBasis.SC_NONPROFIT_MEMBERS);

  private final Map<String, Filed<Activity>> activities;
  private final LocalDate today;

  /// @param activities by code
  ErasureProposal(Map<String, Filed<Activity>> activities, LocalDate today) {
    this.activities = Map.copyOf(activities);
    this.today = today;
  }

  /// Why a field stays.
  private record Ground(Activity activity, Optional<LocalDate> until) {}

  /// One line for each field that is held, in the order of categories and fields.
  ArrayNode of(Holdings.Held held) {
    var fields = new TreeMap<String, TreeMap<String, Set<Ground>>>();
    for (var record : held.records()) {
      var lines = fields.computeIfAbsent(record.category().value(), _ -> new TreeMap<>());
      record
          .fields()
          .fieldNames()
          .forEachRemaining(name ->
              lines
                  .computeIfAbsent(name, _ -> new LinkedHashSet<>())
                  .addAll(grounds(held, record, name)));
    }
    var lines = JsonNodeFactory.instance.arrayNode();
    fields.forEach((category, names) ->
        names.forEach((name, grounds) -> lines.add(line(category, name, grounds))));
    return lines;
  }

  private static ObjectNode line(String category, String field, Set<Ground> grounds) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("category", category).put("field", field);
    line.put("proposal", grounds.isEmpty() ? "ERASE" : "KEEP");
    if (!grounds.isEmpty()) {
      var keptBy = line.putArray("keptBy");
      for (var ground : grounds) {
        var json = keptBy.addObject().put("activity", ground.activity().code().value());
        json.put("legalBasis", ground.activity().legalBasis().name());
        json.put("article", ground.activity().legalBasis().article());
        ground.until().ifPresent(date -> json.put("until", date.toString()));
      }
    }
    return line;
  }

  private List<Ground> grounds(Holdings.Held held, Holdings.Holding record, String field) {
    return record.activities().stream()
        .sorted()
        .flatMap(code -> Optional.ofNullable(activities.get(code)).stream())
        .map(Filed::value)
        .filter(activity -> LASTING.contains(activity.legalBasis()))
        .filter(activity ->
            activity.use(record.category()).filter(use -> use.covers(field)).isPresent())
        .map(activity -> new Ground(activity, until(activity, held, record)))
        .filter(ground -> ground.until().filter(end -> !end.isAfter(today)).isEmpty())
        .toList();
  }

  /// The day on which the period ends. Empty where what it counts from has not happened, or is not
  /// known: then it has not ended.
  private static Optional<LocalDate> until(
      Activity activity, Holdings.Held held, Holdings.Holding record) {
    Retention retention = activity.retentionOf(record.category());
    var start =
        switch (retention.from()) {
          case RELATIONSHIP_END -> held.relationshipEnd();
          case EVENT_DATE -> record.eventDate();
          case CREATED -> Optional.<String>empty();
        };
    return start.map(date -> LocalDate.parse(date).plus(retention.period()));
  }
}
