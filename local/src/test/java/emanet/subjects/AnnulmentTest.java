package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Jobs;
import emanet.keys.AwsSigner;
import emanet.keys.Macs;
import emanet.local.Stack;
import emanet.register.Activity;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An erasure that a hold came before is annulled, and a restore will not carry it out: so nobody
/// carries it out later either, whatever stopped on the way there.
class AnnulmentTest {
  private static final String ERASURE = "annulled";

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final Rooms rooms = new Rooms(stack);
  private final TenantId tenant = new TenantId(customer.tenant);
  private final SubjectId subject = new SubjectId(customer.person());
  private final ErasureItems items = new ErasureItems(rooms.store);
  private final ReplayRecords records = rooms.records(stack, Stack.HOME);
  private final Room room = new Room();

  /// A room that has something to do about an erasure.
  private static final class Room implements ErasureParticipant {
    private final List<String> calls = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean fails;

    @Override
    public void before(Leaving leaving) {
      calls.add("before");
      meanwhile.run();
    }

    @Override
    public void after(Leaving leaving, Instant effective) {
      calls.add("after");
    }

    @Override
    public void never(Leaving leaving) {
      if (fails) {
        throw Fault.Unavailable.shortly().exception();
      }
      calls.add("never");
    }
  }

  private ErasureSteps steps() {
    var needs = rooms.needs;
    var store = rooms.store;
    var vault = new Vault(rooms.keyring, needs.envelope());
    var macs = new Macs(needs.tenants());
    var traces = new Traces(store, rooms.clock);
    var clearance = new Clearance(store, needs.policy(), vault, traces);
    var anonymising =
        new Anonymising(
            store,
            needs.policy(),
            rooms.keyring,
            vault,
            clearance,
            items,
            new Releases(store, rooms.seal, needs.ids()),
            new WaitingRows(store, macs),
            new FixedErasureLimits(),
            rooms.clock);
    return new ErasureSteps(
        items,
        rooms.keyring,
        vault,
        new CaseText(rooms.keyring, needs.envelope()),
        records,
        new Suppressions(store, macs, rooms.clock),
        clearance,
        anonymising,
        new Certificates(
            new AwsSigner(stack.kms(), "alias/emanet-certificates", AwsSigner.Algorithm.RSA_PSS),
            Duration.ofDays(9)),
        List.of(room),
        new Jobs(store, rooms.clock),
        rooms.clock);
  }

  private StoredErasure prepared() {
    var at = Instant.ofEpochMilli(rooms.clock.millis());
    var asked =
        new StoredErasure.Asked(
            subject,
            Optional.empty(),
            Activity.Disposal.ERASE,
            "dpo-1",
            at,
            "receipt",
            Optional.empty(),
            Optional.empty());
    var fresh = StoredErasure.fresh(tenant, ERASURE, asked, Bytes.of(new byte[1]), Set.of());
    return items.create(tenant, ERASURE, fresh, at);
  }

  private String hold() {
    return stack
        .as(stack.strongToken(customer.tenant, "agent-1", "agent"))
        .post("/v1/subjects/" + subject + "/holds", "{'reason': 'Dava'}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  private void release(String hold) {
    customer.dpo().delete("/v1/subjects/" + subject + "/holds/" + hold).expect(204);
  }

  private boolean isThere() {
    return !rooms.keyring.read(tenant, subject).orElseThrow().erased();
  }

  private boolean isAnnulled() {
    return records.read(tenant, Replayed.ANNULMENT, ERASURE).isPresent();
  }

  @Test
  void whatStopsAfterItWasAnnulledIsNotErasedOnceTheHoldIsReleased() {
    var erasure = prepared();
    var hold = hold();
    room.fails = true;
    assertThatThrownBy(() -> steps().advance(erasure)).isInstanceOf(FaultException.class);
    assertThat(isAnnulled()).isTrue();
    room.fails = false;
    release(hold);

    var found = items.find(tenant, ERASURE).orElseThrow();
    assertThat(found.isEffective()).isFalse();
    assertThat(steps().advance(found).stage()).isEqualTo(Stage.FAILED);
    assertThat(isThere()).isTrue();
    assertThat(room.calls).endsWith("never");
  }

  /// Two are at it: one puts things aside while the other finds the hold, which is then released.
  @Test
  void whoIsSlowerThanTheAnnulmentErasesNothing() {
    var erasure = prepared();
    room.meanwhile =
        () -> {
          room.meanwhile = () -> {};
          var hold = hold();
          assertThat(steps().advance(erasure).stage()).isEqualTo(Stage.FAILED);
          release(hold);
        };
    assertThat(steps().advance(erasure).stage()).isEqualTo(Stage.FAILED);
    assertThat(isAnnulled()).isTrue();
    assertThat(isThere()).isTrue();
    assertThat(room.calls).as("nothing stays put aside").endsWith("never");
  }

  /// One meets the hold; the other, who was at it before the hold, has erased.
  @Test
  void whatWasErasedAllTheSameIsEffectiveAndNotAnnulled() {
    var erasure = prepared();
    var record = JsonNodeFactory.instance.objectNode().put("id", ERASURE);
    var _ = records.write(tenant, Replayed.ERASURE, ERASURE, record);
    var keys = rooms.keyring.read(tenant, subject).orElseThrow();
    var gone = rooms.keyring.erasePerson(keys, ERASURE, rooms.clock.instant(), List.of());
    assertThat(gone.versions()).isNotEmpty();
    var annulling = items.move(erasure, List.of(StoredErasure.stage(Stage.ANNULLING)));

    var now = steps().advance(annulling);
    assertThat(now.isEffective()).isTrue();
    assertThat(now.certificate()).isPresent();
    assertThat(isAnnulled()).isFalse();
    assertThat(room.calls).containsExactly("after");
  }
}
