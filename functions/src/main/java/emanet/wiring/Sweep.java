package emanet.wiring;

import emanet.breaches.ContactTopics;
import emanet.cookies.ExpiredChoices;
import emanet.fault.FaultException;
import emanet.http.ExpiredClaims;
import emanet.http.FailureLog;
import emanet.keys.KeyLoads;
import emanet.ledger.Fragments;
import emanet.register.Tenants;
import emanet.subjects.ErasureWatch;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Clears away what has expired (tables that are strongly consistent in several Regions have no
/// expiry of their own), tells of erasures that are not final by their time, and keeps the topics
/// of tenants up with their contacts.
public final class Sweep {
  /// For each kind but the last; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofSeconds(15);

  private static final int KINDS = 6;

  private static final Duration OF_LOADS = Duration.ofSeconds(10);

  /// Of all kinds together: well below the function's time-out.
  static final Duration WHOLE = BUDGET.multipliedBy(KINDS).plus(OF_LOADS);

  /// Law 5651: access logs are kept for two years at most.
  private static final Period LONGEST = Period.ofMonths(24);

  private final Tenants tenants;
  private final ExpiredClaims claims;
  private final ExpiredChoices choices;
  private final Fragments fragments;
  private final KeyLoads loads;
  private final ErasureWatch watch;
  private final ContactTopics topics;
  private final InstantSource clock;

  Sweep(
      Tenants tenants,
      ExpiredClaims claims,
      ExpiredChoices choices,
      Fragments fragments,
      KeyLoads loads,
      ErasureWatch watch,
      ContactTopics topics,
      InstantSource clock) {
    this.tenants = tenants;
    this.claims = claims;
    this.choices = choices;
    this.fragments = fragments;
    this.loads = loads;
    this.watch = watch;
    this.topics = topics;
    this.clock = clock;
  }

  /// Runs once.
  ///
  /// @return how many expired idempotency claims, choices of cookies, lines of access logs and
  ///   notes of key loads are gone
  public int run() {
    var now = clock.instant();
    // none is last each time
    var order = Rotation.of(tenants.all(), now);
    var ended = Rotation.of(tenants.ended(), now);
    each(order, this::looked);
    each(ended, tenant -> heard(tenant, topics::letGo));
    return claims.sweep(order, BUDGET)
        + choices(order)
        + accessLogs(order, this::life)
        + accessLogs(ended, (_, today) -> endedLife(today))
        + loads(Rotation.of(tenants.withLogs(), now));
  }

  private void each(List<TenantId> order, Consumer<TenantId> work) {
    var end = clock.instant().plus(BUDGET);
    order.stream().takeWhile(_ -> clock.instant().isBefore(end)).forEach(work);
  }

  private void looked(TenantId tenant) {
    try {
      watch
          .late(tenant)
          .forEach(id -> FailureLog.standard().late("erasure not final", tenant + "/" + id));
    } catch (FaultException e) {
      // it is asked again in a quarter of an hour: the others' turns come all the same
      FailureLog.standard().failed(tenant.value(), "Sweep", e);
    }
    heard(tenant, topics::keepUp);
  }

  /// Also of those whose keys are destroyed: until then theirs were noted.
  private int loads(List<TenantId> order) {
    return loads.sweep(order, clock, clock.instant().plus(OF_LOADS));
  }

  private static void heard(TenantId tenant, Consumer<TenantId> work) {
    try {
      work.accept(tenant);
    } catch (FaultException e) {
      // one tenant's key, or SNS, may be out of reach: all else goes on
      FailureLog.standard().late("contacts not subscribed", tenant.value());
    }
  }

  private int choices(List<TenantId> all) {
    var end = clock.instant().plus(BUDGET);
    int deleted = 0;
    for (var tenant : all) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      try {
        deleted += choices.sweep(tenant, end);
      } catch (FaultException e) {
        // one tenant's key may be out of reach: the others' choices go all the same
        FailureLog.standard().late("cookie choices not swept", tenant.value());
      }
    }
    return deleted;
  }

  private int accessLogs(
      List<TenantId> order, BiFunction<TenantId, LocalDate, Fragments.Life> life) {
    var today = day(clock.instant());
    var end = clock.instant().plus(BUDGET);
    int deleted = 0;
    for (var tenant : order) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      try {
        deleted +=
            fragments.expire(
                tenant,
                today,
                () -> life.apply(tenant, today),
                () -> clock.instant().isBefore(end));
      } catch (FaultException e) {
        // one tenant's key may be out of reach: the others' lines go all the same
        FailureLog.standard().late("access log not swept", tenant.value());
      }
    }
    return deleted;
  }

  private Fragments.Life life(TenantId tenant, LocalDate today) {
    var kept = today.minus(tenants.settings(tenant).accessLogLife());
    var earliest = today.minus(LONGEST);
    var begun = tenants.since(tenant).map(Sweep::day).orElse(today);
    return new Fragments.Life(begun, kept.isBefore(earliest) ? earliest : kept);
  }

  /// What was sealed under keys that are destroyed opens for nobody: all of it goes, and no more
  /// comes.
  private static Fragments.Life endedLife(LocalDate today) {
    return new Fragments.Life(today.minus(LONGEST), today.plusDays(1));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
