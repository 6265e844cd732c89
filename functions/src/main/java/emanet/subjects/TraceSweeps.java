package emanet.subjects;

import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.jobs.Step;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.Optional;

/// Goes through all people, once a week, for pointers that a stop between two steps of a write, or
/// of a disposal, left.
public final class TraceSweeps implements Kind {
  private static final String NAME = "TRACES";
  private static final int PEOPLE = 20;

  private final Roster roster;
  private final Traces traces;

  public TraceSweeps(Store store, InstantSource clock) {
    this.roster = new Roster(store);
    this.traces = new Traces(store, clock);
  }

  /// The job of a week: of the same id whoever starts it.
  public static Start ofWeek(TenantId tenant, LocalDate day) {
    var id =
        "traces-%d-%02d"
            .formatted(
                day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return Start.of(tenant, id, NAME, "schedule").in(Roster.COUNT);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var people = roster.ofShard(job.tenant(), shard, PEOPLE, cursor.map(SubjectId::new));
    people.forEach(subject -> traces.sweep(job.tenant(), subject));
    var counts = Map.of("people", (long) people.size());
    return people.size() < PEOPLE
        ? new Step.Done(counts)
        : new Step.Next(people.getLast().value(), counts);
  }
}
