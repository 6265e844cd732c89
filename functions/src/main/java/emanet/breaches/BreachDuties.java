package emanet.breaches;

import emanet.jobs.Jobs;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What somebody has to see to beside telling the Authority, read without an entry of its own. What
/// was entered latest is looked at: what lies farther back may be open as well, and that is said.
public final class BreachDuties {
  /// Suspicions, or breaches.
  private static final int LOOKED_AT = 500;

  /// Each is read by itself.
  private static final int NOTICES = 50;

  /// A suspicion's clock does not run; it is assessed as if it did, which is the cautious way.
  private static final Duration ASSESSING = Duration.ofDays(3);

  /// Those who were reached know by then. The law says "as soon as possible": the house's choice.
  private static final Duration PUBLISHING = Duration.ofDays(1);

  private final Suspicions suspicions;
  private final BreachStore store;
  private final Jobs jobs;

  BreachDuties(Suspicions suspicions, BreachStore store, Jobs jobs) {
    this.suspicions = suspicions;
    this.store = store;
    this.jobs = jobs;
  }

  /// Something to see to.
  ///
  /// @param id of a suspicion, or of a breach
  public record Open(String id, Instant dueAt) {}

  /// What was found.
  ///
  /// @param whole whether that is all that there is
  public record Looked(List<Open> open, boolean whole) {
    public Looked {
      open = List.copyOf(open);
    }
  }

  /// Suspicions that nobody has assessed.
  public Looked suspicions(TenantId tenant) {
    var found = suspicions.latest(tenant, LOOKED_AT);
    var open =
        found.stream()
            .filter(one -> one.state() == Suspicion.State.OPEN)
            .map(one -> new Open(one.id(), one.at().plus(ASSESSING)))
            .toList();
    return new Looked(open, found.size() < LOOKED_AT);
  }

  /// Breaches whose other side was told and has not said that it knows.
  public Looked receipts(TenantId tenant) {
    var positions = store.page(tenant, BreachStore.Shelf.ALL, LOOKED_AT, Optional.empty());
    var ids = positions.stream().map(BreachStore::idOf).toList();
    var open = new ArrayList<Open>();
    for (var breach : store.standings(tenant, ids)) {
      breach
          .progress()
          .toldAt()
          .filter(_ -> breach.progress().receivedAt().isEmpty())
          .ifPresent(at -> open.add(new Open(breach.id(), at.plus(CounterpartJob.FIRST_REPEAT))));
    }
    return new Looked(open, positions.size() < LOOKED_AT);
  }

  /// Breaches of which people without a contact, or with one that takes nothing, were not told on
  /// the website since the newest notice that could not reach them.
  public Looked unreached(TenantId tenant) {
    var page = jobs.list(tenant, PeopleJob.NAME, NOTICES, Optional.empty());
    var newest = new HashMap<String, Instant>();
    for (var job : page.items()) {
      if (job.count(PeopleJob.NOWHERE) + job.count(PeopleJob.FAILED) > 0) {
        var _ = newest.putIfAbsent(job.input(PeopleJob.BREACH), job.at());
      }
    }
    var open = new ArrayList<Open>();
    for (var breach : store.standings(tenant, List.copyOf(newest.keySet()))) {
      var since = newest.getOrDefault(breach.id(), Instant.MAX);
      if (breach.progress().publishedAt().filter(at -> !at.isBefore(since)).isEmpty()) {
        open.add(new Open(breach.id(), since.plus(PUBLISHING)));
      }
    }
    return new Looked(open, page.after().isEmpty());
  }
}
