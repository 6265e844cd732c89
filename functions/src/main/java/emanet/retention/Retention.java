package emanet.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.jobs.Worker;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.Disposal;
import emanet.subjects.Expiry;
import emanet.subjects.RecordPlace;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Retention (saklama süreleri): what is due to be disposed of on a day, and its disposal.
///
/// A record's time under an activity is over on the day that its start and the period of the
/// category come to by the calendar of Istanbul: 29 February and a year is 28 February. From that
/// day on it is due; every run disposes of all that is due by then, once a day.
public final class Retention {
  private static final int MOST_UNKNOWN = 100;
  private static final Duration LOOKING = Duration.ofSeconds(5);
  private static final String SCHEDULE = "schedule";

  private final Expiry expiry;
  private final DestructionLog log;
  private final DestructionReport report;
  private final Needs needs;

  /// How long a tenant may take between disposals.
  public interface Interval {
    Period of(TenantId tenant);
  }

  /// Where it is told that something is later than it may be.
  public interface Alarm {
    void late(TenantId tenant, String what);
  }

  /// Withdrawals of consent whose disposal is not done.
  public interface Unsettled {
    /// Takes up a page of them.
    ///
    /// @param after where to go on; empty for the first page
    /// @return where to go on; empty once all were taken up
    Optional<String> takeUp(Caller caller, Optional<String> after);
  }

  /// What the room needs.
  public record Needs(
      Store store,
      Ledger ledger,
      Expiry expiry,
      AnonymousDisposal anonymous,
      Jobs jobs,
      Function<List<Kind>, Worker> worker,
      Interval interval,
      Alarm alarm,
      Unsettled unsettled,
      InstantSource clock) {}

  public Retention(Needs needs) {
    this.needs = needs;
    this.expiry = needs.expiry();
    this.log = new DestructionLog(needs.store());
    this.report = new DestructionReport(needs.store(), log);
  }

  /// How runs are worked.
  public Kind runs() {
    return new Runs(expiry, log, needs);
  }

  /// Something that is due, with what would become of it.
  ///
  /// @param planned empty where a hold keeps it, it was tampered with, or it went meanwhile
  public record Foreseen(Expiry.Due due, boolean overdue, Optional<Disposal.Planned> planned) {}

  /// A page of what is due.
  ///
  /// @param tampered records that do not open: nothing of their category goes before somebody has
  ///   looked into it
  /// @param unknown on the first page: records of which nobody knows when their time began
  /// @param recount whether an activity counts from something else than what is indexed, so that
  ///   the page may lack what the next run will find
  public record Page(
      LocalDate on,
      List<Foreseen> items,
      Set<RecordPlace> tampered,
      List<Expiry.Unknown> unknown,
      boolean recount,
      Optional<String> next) {
    public Page {
      items = List.copyOf(items);
      tampered = Set.copyOf(tampered);
      unknown = List.copyOf(unknown);
    }
  }

  /// Enters what is asked before it is shown or done.
  Trail.Begun enter(Caller caller, String target) {
    var intent = Intent.of(caller, Action.DISPOSE).towards("retention/" + target);
    return new Trail(needs.ledger()).begin(caller.tenant(), intent);
  }

  LocalDate today() {
    return expiry.today();
  }

  /// A dry run: what is due on a day, as things stand.
  Page due(Caller caller, LocalDate on, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var end = needs.clock().instant().plus(LOOKING);
    var due = new ArrayList<Expiry.Due>();
    var tampered = new HashSet<RecordPlace>();
    int shard = after.map(text -> Character.digit(text.charAt(0), 10)).orElse(0);
    Optional<String> cursor = after.map(text -> text.substring(1)).filter(text -> !text.isEmpty());
    while (shard < Expiry.SHARDS && due.size() < limit && needs.clock().instant().isBefore(end)) {
      var page = expiry.page(tenant, on, shard, cursor);
      due.addAll(page.due());
      tampered.addAll(page.tampered());
      cursor = page.next();
      shard += cursor.isEmpty() ? 1 : 0;
    }
    boolean first = after.isEmpty();
    var items = foreseen(tenant, on, due, tampered);
    expiry.enterTampered(caller, tampered);
    return new Page(
        on,
        items,
        tampered,
        first ? expiry.unknown(tenant, MOST_UNKNOWN) : List.of(),
        expiry.isToBeRecounted(tenant),
        shard < Expiry.SHARDS ? Optional.of(shard + cursor.orElse("")) : Optional.empty());
  }

  private List<Foreseen> foreseen(
      TenantId tenant, LocalDate on, List<Expiry.Due> due, Set<RecordPlace> tampered) {
    var late = on.minus(needs.interval().of(tenant));
    var people = new LinkedHashMap<SubjectId, List<Expiry.Due>>();
    for (var one : due) {
      people.computeIfAbsent(one.subject(), _ -> new ArrayList<>()).add(one);
    }
    var items = new ArrayList<Foreseen>();
    people.forEach((subject, records) -> {
      var plan = expiry.foresee(tenant, subject, records);
      tampered.addAll(plan.tampered());
      for (var one : records) {
        var planned =
            plan.records().stream()
                .filter(p ->
                    !one.held()
                        && p.category().equals(one.category())
                        && p.record().equals(one.record()))
                .findFirst();
        items.add(new Foreseen(one, one.since().isBefore(late), planned));
      }
    });
    return items;
  }

  /// Starts a run, or finds the one of that id, and works on it for a moment.
  Job run(Caller caller, String id) {
    var job = start(caller.tenant(), id, caller.actor().value(), today());
    return needs.worker().apply(List.of(runs())).work(job, Worker.INLINE);
  }

  private Job start(TenantId tenant, String id, String by, LocalDate on) {
    return needs
        .jobs()
        .start(
            Start.of(tenant, id, Runs.NAME, by)
                .with(Map.of(Runs.ON, on.toString()))
                .in(Expiry.SHARDS));
  }

  /// Starts the day's run, unless it was started. Tells if the day before's has not ended well, and
  /// if one still goes on: then there is none for this day, and the next day's does it too. Two at
  /// once would only get in each other's way.
  public void schedule(TenantId tenant, Instant slot) {
    var on = slot.atZone(Istanbul.ZONE).toLocalDate();
    var running =
        needs.jobs().unfinished(tenant).stream()
            .filter(job -> job.kind().equals(Runs.NAME) && !job.id().equals(id(on)))
            .toList();
    var failed =
        needs.jobs().find(tenant, id(on.minusDays(1))).stream()
            .filter(job -> job.state() == Job.State.FAILED);
    Stream.concat(running.stream(), failed)
        .forEach(job -> needs.alarm().late(tenant, "retention run " + job.id()));
    if (running.isEmpty()) {
      var _ = start(tenant, id(on), SCHEDULE, on);
    }
  }

  private static String id(LocalDate on) {
    return "retention-" + on;
  }

  Optional<Job> find(TenantId tenant, String id) {
    return needs.jobs().find(tenant, Runs.NAME, id);
  }

  emanet.jobs.Page list(TenantId tenant, int limit, Optional<String> after) {
    return needs.jobs().list(tenant, Runs.NAME, limit, after);
  }

  /// What a run came to, by category and rule, as far as it came.
  void report(Job job, ObjectNode into) {
    report.show(job, into);
  }

  Map<String, DestructionLog.Entry> log(Job job, int limit, Optional<String> after) {
    return log.page(job, limit, after);
  }

  /// What waits to be disposed of.
  ///
  /// @param since since when the one that waits longest is due
  /// @param until by when it has to be gone: the tenant's interval between disposals later
  public record Waiting(LocalDate since, LocalDate until) {}

  /// Whether anything is due and not held. A page is in no order of time, so that all of them are
  /// looked at, as far as a call has time: where there is more, what waits longest may be missed.
  public Optional<Waiting> waiting(TenantId tenant) {
    var end = needs.clock().instant().plus(LOOKING);
    var on = today();
    Optional<LocalDate> since = Optional.empty();
    Optional<String> cursor = Optional.empty();
    for (int shard = 0; shard < Expiry.SHARDS && needs.clock().instant().isBefore(end); ) {
      var page = expiry.page(tenant, on, shard, cursor);
      var found = page.due().stream().filter(due -> !due.held()).map(Expiry.Due::since);
      since = Stream.concat(since.stream(), found).min(LocalDate::compareTo);
      cursor = page.next();
      shard += cursor.isEmpty() ? 1 : 0;
    }
    return since.map(day -> new Waiting(day, day.plus(needs.interval().of(tenant))));
  }
}
