package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.ledger.Action;
import emanet.ledger.Entry;
import emanet.ledger.Ledger;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was really done with a person's data: the ledger's entries, summed up by activity, action
/// and category. What was refused, or came to nothing, was no use.
final class Uses {
  private static final int PAGE = 200;

  /// Steps of the person's own applications are no use of their data for a purpose.
  private static final Set<Action> NONE =
      EnumSet.of(Action.REQUEST_OPEN, Action.REQUEST_READ, Action.REQUEST_CHANGE);

  private final Ledger ledger;
  private final InstantSource clock;

  Uses(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What was done under one activity with one category.
  record Use(
      Optional<String> activity,
      String action,
      Optional<String> category,
      long count,
      Instant first,
      Instant last) {
    private Use and(Instant at) {
      return new Use(activity, action, category, count + 1, first, at);
    }
  }

  private record Kind(Optional<String> activity, String action, Optional<String> category) {}

  /// In the order of their first times; empty where not all could be read by `deadline`.
  Optional<Collection<Use>> of(TenantId tenant, SubjectId subject, Instant deadline) {
    var uses = new LinkedHashMap<Kind, Use>();
    var to = clock.instant();
    Optional<String> after = Optional.empty();
    do {
      if (!clock.instant().isBefore(deadline)) {
        return Optional.empty();
      }
      var page = ledger.bySubject(tenant, subject, Instant.EPOCH, to, PAGE, after);
      page.entries().forEach(entry -> add(uses, entry));
      after = page.after();
    } while (after.isPresent());
    return Optional.of(List.copyOf(new ArrayList<>(uses.values())));
  }

  private static void add(Map<Kind, Use> uses, Entry entry) {
    if (!entry.done() || NONE.contains(entry.action())) {
      return;
    }
    var kind = new Kind(entry.activity(), entry.action().name(), entry.category());
    uses.merge(
        kind,
        new Use(kind.activity(), kind.action(), kind.category(), 1, entry.at(), entry.at()),
        (known, _) -> known.and(entry.at()));
  }

  static ArrayNode json(Collection<Use> uses) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var use : uses) {
      var json = array.addObject();
      use.activity().ifPresent(code -> json.put("activity", code));
      json.put("action", use.action());
      use.category().ifPresent(code -> json.put("category", code));
      json.put("count", use.count());
      json.put("first", use.first().toString()).put("last", use.last().toString());
    }
    return array;
  }
}
