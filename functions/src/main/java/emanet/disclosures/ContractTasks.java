package emanet.disclosures;

import emanet.register.Filed;
import emanet.register.Recipient;
import emanet.register.Register;
import emanet.register.Tenant;
import emanet.register.TransferMechanism;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Standard contracts that the Authority has to be told of, within five business days of the last
/// signature, of a change, and of their end (KVKK Art. 9/5): those with recipients abroad, and the
/// one that hosting abroad rests on.
///
/// Nothing is stored for it: what is due follows from the register as it stands. Told is what
/// `notifiedAt` says: on or after the day that the period counts from.
public final class ContractTasks {
  /// Art. 9/5.
  private static final int DAYS = 5;

  /// Changes that nobody told of, of one contract: what came before is told of with them.
  private static final int MOST_CHANGES = 20;

  private final Register register;
  private final InstantSource clock;
  private final BusinessDays days = new BusinessDays();

  ContractTasks(Register register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  /// Why the Authority has to be told.
  public enum Reason {
    SIGNED,
    CHANGED,
    /// It ran out, or nothing rests on it any more.
    ENDED
  }

  /// One notification that is due.
  ///
  /// @param recipient empty: hosting
  /// @param from the day that the period counts from
  /// @param dueOn its last day
  public record Task(
      Optional<String> recipient,
      Reason reason,
      LocalDate from,
      LocalDate dueOn,
      boolean overdue) {}

  /// What the rules look at, whomever the contract is with.
  private record Contract(
      boolean standard,
      Optional<LocalDate> signedAt,
      Optional<LocalDate> notifiedAt,
      Optional<LocalDate> expiresAt) {}

  /// A change of a contract's terms.
  ///
  /// @param before as it was until then
  /// @param after as it was from then on
  private record Change(Contract before, Contract after, LocalDate on) {
    Optional<Reason> reason() {
      if (!before.standard()) {
        return Optional.empty();
      }
      // a contract that was signed anew is told of as that
      return after.standard()
          ? Optional.of(Reason.CHANGED).filter(_ -> before.signedAt().equals(after.signedAt()))
          : Optional.of(Reason.ENDED);
    }
  }

  /// A contract now, and how it came to that, the latest change first.
  ///
  /// @param knownSince since when its terms are in the register
  private record Standing(
      Optional<String> recipient, Contract now, List<Change> changes, LocalDate knownSince) {}

  /// All that is due, earliest first.
  public List<Task> open(TenantId tenant) {
    var standings = new ArrayList<Standing>();
    for (var filed : register.recipients().all(tenant)) {
      standings.add(standing(tenant, filed));
    }
    register.tenants().filed(tenant).ifPresent(filed -> standings.add(hosting(tenant, filed)));
    var today = LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
    var tasks = new ArrayList<Task>();
    standings.forEach(standing -> tasks.addAll(tasks(standing, today)));
    tasks.sort(
        Comparator.comparing(Task::dueOn).thenComparing(task -> task.recipient().orElse("")));
    return tasks;
  }

  private Standing standing(TenantId tenant, Filed<Recipient> filed) {
    return standing(
        Optional.of(filed.code()),
        filed,
        ContractTasks::contract,
        version -> register.recipients().superseded(tenant, filed.code(), version));
  }

  private Standing hosting(TenantId tenant, Filed<Tenant> filed) {
    return standing(
        Optional.empty(),
        filed,
        ContractTasks::contract,
        version -> register.tenants().superseded(tenant, version));
  }

  /// Goes back through what the Authority may not have been told of: a change that came after
  /// another does not make that one undone.
  private static <T> Standing standing(
      Optional<String> recipient,
      Filed<T> filed,
      Function<T, Contract> contract,
      LongFunction<Optional<Filed<T>>> superseded) {
    var now = contract.apply(filed.value());
    var changes = new ArrayList<Change>();
    var first = first(filed, superseded);
    var known = first.map(Filed::at).orElse(filed.at());
    while (first.isPresent() && first.get().version() > 1 && changes.size() < MOST_CHANGES) {
      var on = date(first.get().at());
      var before = superseded.apply(first.get().version() - 1);
      if (before.isEmpty() || isTold(now, on)) {
        break;
      }
      var after = contract.apply(first.get().value());
      changes.add(new Change(contract.apply(before.get().value()), after, on));
      first = first(before.get(), superseded);
    }
    return new Standing(recipient, now, changes, date(known));
  }

  /// The first version that has the terms of this one.
  private static <T> Optional<Filed<T>> first(
      Filed<T> filed, LongFunction<Optional<Filed<T>>> superseded) {
    return filed.widened() == filed.version()
        ? Optional.of(filed)
        : superseded.apply(filed.widened());
  }

  private static boolean isTold(Contract now, LocalDate from) {
    return now.notifiedAt().filter(day -> !day.isBefore(from)).isPresent();
  }

  private static Contract contract(Recipient recipient) {
    return new Contract(
        recipient.abroad()
            && recipient.mechanism().equals(Optional.of(TransferMechanism.SG_STANDARD_CONTRACT)),
        recipient.signedAt(),
        recipient.notifiedAt(),
        recipient.expiresAt());
  }

  private static Contract contract(Tenant tenant) {
    return tenant
        .hosting()
        .map(hosting ->
            new Contract(
                hosting.mechanism() == TransferMechanism.SG_STANDARD_CONTRACT,
                Optional.of(hosting.signedAt()),
                hosting.notifiedAt(),
                hosting.expiresAt()))
        .orElse(new Contract(false, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private List<Task> tasks(Standing standing, LocalDate today) {
    var now = standing.now();
    var tasks = new ArrayList<Task>();
    // of each reason the earliest: telling of that tells of what came after it
    var since = new EnumMap<Reason, LocalDate>(Reason.class);
    standing
        .changes()
        .forEach(change -> change.reason().ifPresent(why -> since.put(why, change.on())));
    if (now.standard()) {
      var changed = standing.changes().stream().findFirst().map(Change::on);
      since.put(Reason.SIGNED, now.signedAt().or(() -> changed).orElse(standing.knownSince()));
      now.expiresAt()
          .filter(today::isAfter)
          .ifPresent(day -> since.merge(Reason.ENDED, day, (a, b) -> a.isBefore(b) ? a : b));
    }
    since.forEach((reason, from) -> due(tasks, standing, reason, from, today));
    return tasks;
  }

  private void due(
      List<Task> tasks, Standing standing, Reason reason, LocalDate from, LocalDate today) {
    if (isTold(standing.now(), from) || from.isAfter(today) || !BusinessDays.covers(from)) {
      return;
    }
    var dueOn = days.after(from, DAYS);
    tasks.add(new Task(standing.recipient(), reason, from, dueOn, today.isAfter(dueOn)));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Istanbul.ZONE);
  }
}
