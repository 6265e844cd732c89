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
import java.util.List;
import java.util.Optional;

/// Standard contracts that the Authority has to be told of, within five business days of the last
/// signature, of a change, and of their end (KVKK Art. 9/5): those with recipients abroad, and the
/// one that hosting abroad rests on.
///
/// Nothing is stored for it: what is due follows from the register as it stands. Told is what
/// `notifiedAt` says: on or after the day that the period counts from.
public final class ContractTasks {
  /// Art. 9/5.
  private static final int DAYS = 5;

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

  /// A contract now, and before its terms last changed.
  private record Standing(
      Optional<String> recipient,
      Contract now,
      Optional<Contract> before,
      Optional<Instant> changedAt,
      Instant knownSince) {}

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
    var recipients = register.recipients();
    boolean changed = filed.widened() > 1;
    return new Standing(
        Optional.of(filed.code()),
        contract(filed.value()),
        changed
            ? recipients
                .superseded(tenant, filed.code(), filed.widened() - 1)
                .map(old -> contract(old.value()))
            : Optional.empty(),
        !changed
            ? Optional.empty()
            : filed.widened() == filed.version()
                ? Optional.of(filed.at())
                : recipients.superseded(tenant, filed.code(), filed.widened()).map(Filed::at),
        filed.at());
  }

  private Standing hosting(TenantId tenant, Filed<Tenant> filed) {
    var tenants = register.tenants();
    boolean changed = filed.widened() > 1;
    return new Standing(
        Optional.empty(),
        contract(filed.value()),
        changed
            ? tenants.superseded(tenant, filed.widened() - 1).map(old -> contract(old.value()))
            : Optional.empty(),
        !changed
            ? Optional.empty()
            : filed.widened() == filed.version()
                ? Optional.of(filed.at())
                : tenants.superseded(tenant, filed.widened()).map(Filed::at),
        filed.at());
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
    var before = standing.before().filter(Contract::standard);
    var changed = standing.changedAt().map(ContractTasks::date);
    var tasks = new ArrayList<Task>();
    if (now.standard()) {
      var signed = now.signedAt().or(() -> changed).orElseGet(() -> date(standing.knownSince()));
      due(tasks, standing, Reason.SIGNED, signed, today);
      // a contract that was signed anew is told of as that
      before
          .filter(old -> old.signedAt().equals(now.signedAt()))
          .flatMap(_ -> changed)
          .ifPresent(day -> due(tasks, standing, Reason.CHANGED, day, today));
      now.expiresAt()
          .filter(today::isAfter)
          .ifPresent(day -> due(tasks, standing, Reason.ENDED, day, today));
    } else {
      before.flatMap(_ -> changed).ifPresent(day -> due(tasks, standing, Reason.ENDED, day, today));
    }
    return tasks;
  }

  private void due(
      List<Task> tasks, Standing standing, Reason reason, LocalDate from, LocalDate today) {
    boolean told = standing.now().notifiedAt().filter(day -> !day.isBefore(from)).isPresent();
    if (told || from.isAfter(today) || !BusinessDays.covers(from)) {
      return;
    }
    var dueOn = days.after(from, DAYS);
    tasks.add(new Task(standing.recipient(), reason, from, dueOn, today.isAfter(dueOn)));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Istanbul.ZONE);
  }
}
