package emanet.http;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.Claims.State;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Work that is done once for an `Idempotency-Key`, which counts for 24 hours, by tenant, actor,
/// method and path.
///
/// A run that dies half-way is begun anew under the same key once its lease has lapsed, with the
/// same ids and the same mark: so the work must recognise, by `Claim.mark`, what it has written
/// already. Guaranteed: of two runs at once under one key one is refused. Not guaranteed: that a
/// run which outlives its lease stops; conditions on the very items that it changes must.
public final class Idempotency {
  private static final int MARK_LENGTH = 16;
  private static final int SERVER_ERROR = 500;

  private final Claims claims;
  private final TenantMac mac;
  private final Randomness randomness;

  public Idempotency(Store store, TenantMac mac, InstantSource clock, Randomness randomness) {
    this.claims = new Claims(store, clock, randomness);
    this.mac = mac;
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
  /// @throws FaultException `Conflicting` if the first call still runs, `KeyReused` if it had
  ///   another body
  public <T> Response once(
      Request request, Caller caller, Supplier<T> check, Work<T> work, String... remembered) {
    var key = request.idempotencyKey();
    if (key.isEmpty()) {
      return work.run(check.get(), unkeyed());
    }
    var scope = scope(request, caller, key.get());
    var pending = Stage.start(() -> claim(request, caller, scope));
    T checked;
    try {
      checked = check.get();
    } catch (RuntimeException e) {
      Stage.settle(pending);
      held(pending).ifPresent(held -> leave(held, e, true));
      throw e;
    }
    return switch (pending.get()) {
      case State.Held held -> run(held, caller, scope, checked, work, List.of(remembered));
      case State.Done(var answer) -> RememberedAnswer.replay(answer);
      case State.Running(var left) -> throw running(left);
      case State.Reused _ -> throw new Fault.KeyReused().exception();
    };
  }

  private State claim(Request request, Caller caller, byte[] scope) {
    var keyMac = mac.mac(caller.tenant(), MacContent.of("idempotency.key", scope));
    var bodyMac =
        mac.mac(
            caller.tenant(), MacContent.of("idempotency.body", scope, request.body().toArray()));
    return claims.claim(caller.tenant(), keyMac, bodyMac);
  }

  private <T> Response run(
      State.Held held,
      Caller caller,
      byte[] scope,
      T checked,
      Work<T> work,
      List<String> remembered) {
    Response response;
    Claim claim;
    try {
      var mark =
          mac.mac(caller.tenant(), MacContent.of("idempotency.mark", scope, held.seed().toArray()));
      claim =
          new Claim(
              held.seed(),
              cut(mark.toArray()),
              held.resumed(),
              answer -> claims.complete(held, RememberedAnswer.of(answer, remembered)));
      response = work.run(checked, claim);
    } catch (RuntimeException e) {
      leave(held, e, false);
      throw e;
    }
    if (response.succeeded()) {
      if (!claim.isRemembered()) {
        // if this fails the call fails: its work stands, and the next run under the key finds it
        claim.remember(response);
      }
    } else if (response.status() < SERVER_ERROR && !held.resumed()) {
      claims.release(held);
    } else {
      claims.setFree(held);
    }
    return response;
  }

  /// Gives the key back after a failure. That failing too changes nothing: the lease lapses.
  private void leave(State.Held held, RuntimeException failure, boolean nothingWritten) {
    try {
      if (!held.resumed() && (nothingWritten || isDecided(failure))) {
        claims.release(held);
      } else {
        claims.setFree(held);
      }
    } catch (FaultException e) {
      failure.addSuppressed(e);
    }
  }

  /// Whether the work was refused as a whole, so that nothing of it stands.
  private static boolean isDecided(RuntimeException failure) {
    return failure instanceof FaultException e && ProblemKind.of(e.fault()).status() < SERVER_ERROR;
  }

  private static Optional<State.Held> held(Stage.Pending<State> pending) {
    try {
      return pending.get() instanceof State.Held held ? Optional.of(held) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty(); // there is no claim to give back, and the check's failure answers
    }
  }

  private Claim unkeyed() {
    var seed = Bytes.of(randomness.bytes(Claim.SEED_LENGTH));
    return new Claim(seed, cut(Claim.digest("emanet.mark", seed.toArray())), false, _ -> {});
  }

  private static byte[] scope(Request request, Caller caller, String key) {
    return MacContent.of(
        "idempotency.scope",
        caller.actor().value().getBytes(StandardCharsets.UTF_8),
        request.target().getBytes(StandardCharsets.UTF_8),
        key.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes cut(byte[] mark) {
    return Bytes.of(Arrays.copyOf(mark, MARK_LENGTH));
  }

  private static FaultException running(Duration left) {
    var seconds = Long.toString(Math.max(1, left.plusMillis(999).toSeconds()));
    return new Fault.Conflicting(Conflict.RUNNING, Map.of(Problems.RETRY_AFTER_FACT, seconds))
        .exception();
  }
}
