package emanet.requests;

import emanet.register.Page;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lists requests by their last day. Those that are open have a list of their own, so that what is
/// due is read without all that ever was.
final class RequestLists {
  /// After so many queries a page ends with fewer, or none, and tells where to go on.
  private static final int ROUNDS = 20;

  private final Filings filings;
  private final InstantSource clock;

  RequestLists(Filings filings, InstantSource clock) {
    this.filings = filings;
    this.clock = clock;
  }

  /// Which requests.
  record Wanted(Optional<State> state, Optional<Boolean> overdue) {
    static Wanted all() {
      return new Wanted(Optional.empty(), Optional.empty());
    }

    private Filings.Shelf shelf() {
      boolean open = state.filter(State::open).isPresent() || overdue.orElse(false);
      return open ? Filings.Shelf.OPEN : Filings.Shelf.ALL;
    }
  }

  /// What the tenant still owes an answer to, by its last day.
  List<Head> open(TenantId tenant, int most) {
    var open = new ArrayList<Head>();
    var ids = filings.page(tenant, Filings.Shelf.OPEN, Optional.empty(), most, Optional.empty());
    for (var head : filings.heads(tenant, List.copyOf(ids.values()))) {
      if (head.state().open()) {
        open.add(head);
      }
    }
    return open;
  }

  static boolean overdue(Head head, Instant now) {
    return head.state().open() && head.deadline().overdue(now);
  }

  Page<Head> page(TenantId tenant, Wanted wanted, int limit, Optional<String> after) {
    return page(
        tenant, wanted, limit, after, ids -> filings.heads(tenant, ids), Function.<Head>identity());
  }

  Page<Filing> files(TenantId tenant, Wanted wanted, int limit, Optional<String> after) {
    return page(tenant, wanted, limit, after, ids -> filings.files(tenant, ids), Filing::head);
  }

  private <T> Page<T> page(
      TenantId tenant,
      Wanted wanted,
      int limit,
      Optional<String> after,
      Function<List<String>, List<T>> read,
      Function<T, Head> head) {
    var now = clock.instant();
    var shelf = wanted.shelf();
    var upTo =
        wanted.overdue().orElse(false)
            ? Optional.of(Deadline.date(now).minusDays(1).toString())
            : Optional.<String>empty();
    var found = new LinkedHashMap<String, T>();
    var from = after;
    for (int round = 0; round < ROUNDS; round++) {
      var next = filings.page(tenant, shelf, upTo, limit + 1, from);
      var positions = new LinkedHashMap<String, String>();
      next.forEach((position, id) -> positions.put(id, position));
      for (var item : read.apply(List.copyOf(next.values()))) {
        if (fits(wanted, shelf, head.apply(item), now)) {
          found.put(positions.getOrDefault(head.apply(item).id(), ""), item);
        }
      }
      if (found.size() > limit) {
        var page = new ArrayList<>(found.entrySet()).subList(0, limit);
        return new Page<>(
            page.stream().map(Map.Entry::getValue).toList(), Optional.of(page.getLast().getKey()));
      }
      if (next.size() <= limit) {
        return new Page<>(List.copyOf(found.values()), Optional.empty());
      }
      from = next.keySet().stream().reduce((_, last) -> last);
    }
    return new Page<>(List.copyOf(found.values()), from);
  }

  private static boolean fits(Wanted wanted, Filings.Shelf shelf, Head head, Instant now) {
    return wanted.state().filter(state -> head.state() != state).isEmpty()
        && wanted.overdue().filter(late -> late != overdue(head, now)).isEmpty()
        && (shelf == Filings.Shelf.ALL || head.state().open());
  }
}
