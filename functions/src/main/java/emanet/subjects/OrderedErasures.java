package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.Destruction;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.Activity.Disposal;
import emanet.register.Proposals;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Sha256;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/// Erasures that the acceptance of an application orders (Art. 11/1-e).
///
/// An order may be given as often as one likes: its erasure's id is made of the application and the
/// category, so that whoever gives it again finds the erasure where it stands and goes on with it.
/// What stopped in between, the erasure's own job goes on with. An erasure that came to nothing
/// because a hold was set at the last moment is followed by another, under the next id, once the
/// hold is gone.
///
/// Whoever erased the person or the category already, by whatever call, did what was ordered:
/// nothing is erased twice.
///
/// The day's budget is that of who accepted; beyond it the order is a proposal, which another
/// person approves.
public final class OrderedErasures {
  private static final int ATTEMPTS = 50;
  private static final int ID = 16;

  private final Erasures erasures;
  private final ErasureSteps steps;
  private final ErasureItems items;
  private final Proposals proposals;
  private final Keyring keyring;

  OrderedErasures(
      Erasures erasures,
      ErasureSteps steps,
      ErasureItems items,
      Proposals proposals,
      Keyring keyring) {
    this.erasures = erasures;
    this.steps = steps;
    this.items = items;
    this.proposals = proposals;
    this.keyring = keyring;
  }

  /// An order.
  ///
  /// @param caller who gives it now, or gives it again
  /// @param decidedBy who accepted the application
  /// @param category empty for the person
  /// @param method asked only where nothing was begun yet
  /// @param suppress whether the national id is not taken up again
  public record Order(
      Caller caller,
      ActorId decidedBy,
      SubjectId subject,
      Optional<CategoryCode> category,
      String request,
      Supplier<String> method,
      Optional<Suppress> suppress) {
    TenantId tenant() {
      return caller.tenant();
    }
  }

  /// How far it is.
  public sealed interface Result {
    /// Certified.
    ///
    /// @param suppressed until when the national id is not taken up again, if it is not
    record Done(ObjectNode certificate, Optional<LocalDate> suppressed) implements Result {}

    /// There is nothing to erase any more, and no erasure that it was: what no activity covered was
    /// disposed of.
    record Gone() implements Result {}

    /// On its way.
    record Running(String erasure) implements Result {}

    /// It waits for a second person.
    record Proposed(String approval) implements Result {}

    /// The second person rejected it.
    record Rejected(String approval) implements Result {}
  }

  /// Erases, or goes on with it.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` if a hold forbids it, or no others were
  ///   found to be anonymous with
  public Result erase(Order order) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var mark = mark(order, attempt);
      var id = mark.toHex();
      var begun = items.find(order.tenant(), id);
      if (begun.isPresent()) {
        if (!wasHeld(begun.get())) {
          return goneOn(order, begun.get());
        }
        continue;
      }
      var keys = keyring.read(order.tenant(), order.subject());
      var gone = keys.flatMap(found -> others(order, found));
      if (gone.isPresent()) {
        return gone.get();
      }
      var waits = proposed(order.tenant(), id);
      if (waits.isPresent()) {
        if (waits.get() instanceof Result.Gone) {
          continue;
        }
        return waits.get();
      }
      keys.ifPresent(found -> requireUnheld(order, found));
      return begin(order, id, mark);
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// The certificate of an erasure as it is now.
  public Optional<ObjectNode> certificate(TenantId tenant, String erasure) {
    return items.find(tenant, erasure).flatMap(StoredErasure::certificate).map(Certificates::read);
  }

  private static boolean wasHeld(StoredErasure erasure) {
    return erasure.stage() == Stage.FAILED
        && erasure
            .item()
            .optionalText(StoredErasure.FAILURE)
            .filter(Destruction.HELD.name()::equals)
            .isPresent();
  }

  /// Who waits for others to be anonymous with is its job's to look after.
  private Result goneOn(Order order, StoredErasure begun) {
    boolean waits = begun.asked().method() == Disposal.ANONYMISE && begun.stage() == Stage.PREPARED;
    var now = waits ? begun : steps.advance(begun);
    return now.stage() == Stage.FAILED
        ? keyring
            .read(order.tenant(), order.subject())
            .flatMap(keys -> others(order, keys))
            .orElseThrow(() -> ErasureSteps.failure(now).exception())
        : result(now);
  }

  private static Result result(StoredErasure erasure) {
    return erasure
        .certificate()
        .<Result>map(text -> new Result.Done(Certificates.read(text), erasure.asked().suppress()))
        .orElseGet(() -> new Result.Running(erasure.id()));
  }

  /// What another call erased; empty while there are keys.
  private Optional<Result> others(Order order, PersonKeys keys) {
    boolean gone =
        keys.erased()
            || order
                .category()
                .filter(code -> !keys.has(code) && keys.highestDestroyed(code) > 0)
                .isPresent();
    if (!gone) {
      return Optional.empty();
    }
    return keys.erasures().stream()
        .sorted()
        .flatMap(id -> items.find(order.tenant(), id).stream())
        .filter(
            erasure -> erasure.category().isEmpty() || erasure.category().equals(order.category()))
        .map(OrderedErasures::result)
        .reduce((one, other) -> one instanceof Result.Done ? one : other)
        .or(() -> Optional.of(new Result.Gone()));
  }

  /// The proposal, if there is one; `Gone` if nothing will come of it, and another may be made.
  private Optional<Result> proposed(TenantId tenant, String id) {
    return proposals
        .state(tenant, id)
        .map(state ->
            switch (state) {
              case PENDING, APPROVING, APPROVED -> new Result.Proposed(id);
              case REJECTED -> new Result.Rejected(id);
              case EXPIRED, FAILED -> new Result.Gone();
            });
  }

  /// Before anything is entered: whoever looks after open applications comes by again and again.
  private static void requireUnheld(Order order, PersonKeys keys) {
    if (keys.holds(order.category())) {
      throw Fault.Conflicting.of(Conflict.HELD).exception();
    }
  }

  private Result begin(Order order, String id, Bytes mark) {
    try {
      var wish =
          new Erasures.Wish(
              order.method().get(),
              "Başvuru " + order.request(),
              Optional.of(order.request()),
              order.category().map(CategoryCode::value),
              order.suppress());
      var allowed = erasures.allow(order.caller(), order.subject(), wish);
      return switch (erasures.erase(allowed.decidedBy(order.decidedBy()), id, mark)) {
        case Erasures.Result.Certified(var certificate) ->
            new Result.Done(
                certificate,
                order
                    .suppress()
                    .flatMap(_ -> items.find(order.tenant(), id))
                    .flatMap(erasure -> erasure.asked().suppress()));
        case Erasures.Result.Running(var erasure) -> new Result.Running(erasure);
        case Erasures.Result.Proposed(var approval) -> new Result.Proposed(approval);
      };
    } catch (FaultException e) {
      if (!(e.fault() instanceof Fault.Erased)) {
        throw e;
      }
      // another call was quicker
      return keyring
          .read(order.tenant(), order.subject())
          .flatMap(keys -> others(order, keys))
          .orElseThrow(() -> e);
    }
  }

  /// What recognises an order, and each attempt at it.
  private static Bytes mark(Order order, int attempt) {
    var text =
        String.join(
            "#",
            "erasure",
            order.request(),
            order.category().map(CategoryCode::value).orElse(""),
            Integer.toString(attempt));
    return Bytes.of(Arrays.copyOf(Sha256.of(text).toArray(), ID));
  }
}
