package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.ledger.Receipt;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Enters what is asked before it is done, and what came of it where it was not: for the register,
/// and for every room whose calls are on its documents.
public final class Trail {
  private final Ledger ledger;

  public Trail(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Runs `work` after its intent is durable.
  ///
  /// @param tenant whose register it is
  /// @param target the kind and code, such as `activity/payroll`
  public <T> Recorded<T> around(
      Caller caller, TenantId tenant, Action action, String target, Supplier<T> work) {
    return around(tenant, Intent.of(caller, action).towards(target), work);
  }

  /// The same, for an intent that says more than a target: whom it is about, for one.
  public <T> Recorded<T> around(TenantId tenant, Intent intent, Supplier<T> work) {
    var begun = begin(tenant, intent);
    return new Recorded<>(begun.run(work), begun.receipt());
  }

  /// Enters an intent, durably, for work that is done in several steps, or that reads meanwhile.
  public Begun begin(TenantId tenant, Intent intent) {
    return new Begun(tenant, intent, ledger.intent(tenant, intent));
  }

  /// Work whose intent is durable.
  public final class Begun {
    private final TenantId tenant;
    private final Intent intent;
    private final Receipt receipt;

    private Begun(TenantId tenant, Intent intent, Receipt receipt) {
      this.tenant = tenant;
      this.intent = intent;
      this.receipt = receipt;
    }

    /// What `Emanet-Ledger` shows.
    public String receipt() {
      return receipt.header();
    }

    /// Does a part of the work. A fault is entered as the intent's outcome before it goes on.
    public <T> T run(Supplier<T> work) {
      try {
        return work.get();
      } catch (FaultException e) {
        enter(tenant, receipt, intent, e.fault());
        throw e.recorded(receipt.header());
      }
    }
  }

  private void enter(TenantId tenant, Receipt receipt, Intent intent, Fault fault) {
    if (fault instanceof Fault.Refused(var why)) {
      ledger.refused(tenant, receipt, intent, why);
      return;
    }
    outcome(fault)
        .ifPresent(
            outcome -> ledger.outcome(tenant, receipt, intent, outcome, OptionalLong.empty()));
  }

  /// Empty where nobody knows whether it was done: such an intent counts as done.
  private static Optional<Outcome> outcome(Fault fault) {
    return switch (fault) {
      case Fault.Refused _ -> Optional.of(Outcome.REFUSED);
      case Fault.Absent _ -> Optional.of(Outcome.ABSENT);
      case Fault.Erased _ -> Optional.of(Outcome.ERASED);
      case Fault.Stale _ -> Optional.of(Outcome.STALE);
      case Fault.Conflicting _ -> Optional.of(Outcome.CONFLICT);
      case Fault.Invalid _, Fault.KeyReused _, Fault.Malformed _ -> Optional.of(Outcome.INVALID);
      case Fault.Tampered _ -> Optional.of(Outcome.TAMPERED);
      case Fault.Unauthenticated _,
          Fault.MethodNotAllowed _,
          Fault.TooLarge _,
          Fault.UnsupportedMediaType _,
          Fault.TooMany _ ->
          Optional.of(Outcome.FAILED);
      case Fault.Internal _, Fault.Unavailable _ -> Optional.empty();
    };
  }
}
