package emanet.consents;

import emanet.consents.ConsentItems.Unsettled;
import emanet.fault.FaultException;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Optional;

/// What follows a withdrawal: the disposal of what nothing else covers. A withdrawal is in force
/// without it; what could not be done with the call is left on a list, and taken up from there.
public final class Withdrawals {
  private static final int PAGE = 100;

  private final ConsentItems items;
  private final WithdrawalListener listener;

  Withdrawals(ConsentItems items, WithdrawalListener listener) {
    this.items = items;
    this.listener = listener;
  }

  public Withdrawals(Store store, WithdrawalListener listener) {
    this(new ConsentItems(store), listener);
  }

  /// Follows a withdrawal that was just written.
  ///
  /// @return false where it is left for later
  boolean follow(Caller caller, SubjectId subject, Consent withdrawal) {
    return follow(caller, new Unsettled(subject, withdrawal.activity(), withdrawal.version()));
  }

  private boolean follow(Caller caller, Unsettled withdrawal) {
    try {
      listener.withdrawn(caller, withdrawal.subject(), withdrawal.activity());
      items.settled(caller.tenant(), withdrawal);
      return true;
    } catch (FaultException e) {
      return false; // it stays on the list; the withdrawal itself is in force
    }
  }

  /// What came of a page.
  ///
  /// @param followed how many were
  /// @param next where to go on; empty once all were taken up
  public record Taken(int followed, Optional<String> next) {}

  /// Takes up what is left of a tenant's, a page of it. Those that cannot be followed now stay on
  /// the list, and keep nobody behind them from being taken up.
  ///
  /// @param caller in whose name it is done
  /// @param after where to go on; empty for the first page
  public Taken takeUp(Caller caller, Optional<String> after) {
    var page = items.unsettled(caller.tenant(), after, PAGE);
    int followed = 0;
    for (var withdrawal : page) {
      // a mark whose withdrawal was never written asks for nothing
      followed += isInForce(caller.tenant(), withdrawal) && follow(caller, withdrawal) ? 1 : 0;
    }
    var next =
        page.size() < PAGE
            ? Optional.<String>empty()
            : Optional.of(ConsentItems.mark(page.getLast()));
    return new Taken(followed, next);
  }

  private boolean isInForce(TenantId tenant, Unsettled withdrawal) {
    return items
        .read(tenant, withdrawal.subject(), withdrawal.activity())
        .filter(now -> now.version() >= withdrawal.version())
        .isPresent();
  }
}
