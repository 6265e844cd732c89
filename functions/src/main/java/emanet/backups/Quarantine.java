package emanet.backups;

import emanet.consents.Withdrawals;
import emanet.ledger.ChangedPeople;
import emanet.ledger.LogRecovery;
import emanet.register.Tenants;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayer;
import emanet.store.Store;
import emanet.subjects.Links;
import emanet.subjects.Rebuilding;
import emanet.subjects.Remains;
import emanet.subjects.Returning;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Rooms over tables that are being brought back, which nobody else reads or writes: only the
/// deployment's item would show them, and it does not name them yet.
///
/// @param ended of whom nothing comes back but the ledger
/// @param opens whether a tenant's keys open now: else nothing of it can be replayed, or looked up
/// @param own whether they are under a KMS key of the tenant's own, which it may close
/// @param returning puts rows of one tenant back, where these are the tables in use
/// @param restorer in whose name that is done
/// @param remains what they may not hold of the erased; for drills
/// @param links what leads to people; for drills
/// @param directory lists what may be found by the index of starts
/// @param disposals disposes of a page of what withdrawals asked for
public record Quarantine(
    Store store,
    Tenants tenants,
    ReplayRecords records,
    Ended ended,
    Predicate<TenantId> opens,
    Predicate<TenantId> own,
    List<Replayer> replayers,
    Rebuilding rebuilding,
    Returning returning,
    Function<TenantId, Caller> restorer,
    Consumer<TenantId> directory,
    LogRecovery logs,
    ChangedPeople changed,
    Remains remains,
    Links links,
    BiFunction<TenantId, Optional<String>, Withdrawals.Taken> disposals) {
  public Quarantine {
    replayers = List.copyOf(replayers);
  }
}
