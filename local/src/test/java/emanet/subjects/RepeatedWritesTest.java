package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.PersonKeys;
import emanet.local.Stack;
import emanet.store.DyingStore;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Writes under an idempotency key whose process dies, and which are repeated when the key that
/// they sealed with is gone: what is answered as done is there, and what was erased stays away.
class RepeatedWritesTest {
  private static final String NUMBER = "10000000146";
  private static final CategoryCode IDENTITY = new CategoryCode("identity");
  private static final Bytes MARK = Bytes.of(new byte[] {7, 7, 7, 7, 7, 7, 7, 7});
  private static final int MOST = 40;

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final Rooms rooms = new Rooms(stack);
  private final DyingStore dying = new DyingStore(rooms.store);
  private final TenantId tenant = new TenantId(customer.tenant);
  private final Vault vault = new Vault(rooms.keyring, rooms.needs.envelope());
  private final List<RecordWrites.Done> remembered = new ArrayList<>();

  private RecordPlace place(SubjectId subject, String record) {
    return new RecordPlace(tenant, subject, IDENTITY, new RecordId(record));
  }

  /// Somebody whose category has a key.
  private RecordPlace somebody() {
    var person = customer.person();
    var path = "/v1/subjects/" + person + "/records/identity/first";
    customer.service().put(path, Customer.fields(NUMBER)).expect(201);
    return place(new SubjectId(person), "main");
  }

  private PersonKeys keys(RecordPlace place) {
    return rooms.keyring.read(tenant, place.subject()).orElseThrow();
  }

  private Optional<StoredRecord> stored(RecordPlace place) {
    return rooms.store.read(place.key()).map(StoredRecord::of);
  }

  private boolean opens(RecordPlace place) {
    return stored(place).flatMap(record -> vault.open(place, keys(place), record)).isPresent();
  }

  private RecordWrites.Done write(RecordPlace place, RecordWrites writes) {
    return writes.write(
        writes.allow(Rooms.ask(place, NUMBER)),
        MARK,
        done ->
            () -> {
              remembered.add(done);
              return true;
            });
  }

  private RecordWrites.Done repeated(RecordPlace place) {
    return write(place, Subjects.over(rooms.needs).writes());
  }

  /// The category's key is renewed to dispose of something, and the records gone through, just
  /// before the record is put; the writer dies; then the old key goes.
  @Test
  void whatIsRememberedIsNotLostWithAKeyThatGoes() {
    boolean through = false;
    for (int write = 1; !through; write++) {
      assertThat(write).as("writes of a superseded put").isLessThan(MOST);
      var place = somebody();
      remembered.clear();
      var renewed = new ArrayList<PersonKeys>();
      var store =
          Interruption.beforePut(
              dying,
              place.key(),
              () -> renewed.add(rooms.keyring.supersede(keys(place), IDENTITY).orElseThrow()));
      dying.dieAt(write, true);
      var writes = Subjects.over(rooms.over(store)).writes();
      through = !DyingStore.dies(() -> write(place, writes));
      dying.live();
      if (!renewed.isEmpty()) {
        rooms.keyring.destroyVersions(renewed.getFirst(), IDENTITY, 1);
      }
      assertThat(remembered.isEmpty() || opens(place)).as("after write " + write).isTrue();

      assertThat(repeated(place).version()).isPositive();
      assertThat(opens(place)).as("repeated after write " + write).isTrue();
    }
    assertThat(remembered).as("by who was not stopped, and who came after").hasSize(2);
  }

  /// A record whose writer died when it had put it.
  private RecordPlace put() {
    for (int write = 1; ; write++) {
      assertThat(write).as("writes of a put").isLessThan(MOST);
      var place = somebody();
      var writes = Subjects.over(rooms.over(dying)).writes();
      dying.dieAt(write, true);
      assertThat(DyingStore.dies(() -> write(place, writes))).isTrue();
      dying.live();
      assertThat(remembered).isEmpty();
      if (stored(place).isPresent()) {
        return place;
      }
    }
  }

  @Test
  void anErasedCategoryDoesNotComeBackBeforeItIsCleared() {
    var place = put();
    var gone = rooms.keyring.eraseCategory(keys(place), IDENTITY, "e");
    assertThat(gone.versions()).containsKey(IDENTITY.value());
    assertThatThrownBy(() -> repeated(place))
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Erased.class));
    assertThat(keys(place).has(IDENTITY)).as("a key for it").isFalse();
    assertThat(remembered).isEmpty();
  }

  @Test
  void norAfterIt() {
    var place = put();
    var path = "/v1/subjects/" + place.subject() + "/erasure";
    var wish = "{'method': 'ERASE', 'category': 'identity', 'reason': 'Talep'}";
    customer.dpo().post(path, wish).expect(200);
    assertThat(repeated(place).version()).as("what it was").isEqualTo(1);
    assertThat(stored(place)).hasValueSatisfying(record -> assertThat(record.isDeleted()).isTrue());
    var partition = Pointers.tracePartition(tenant, place.subject());
    var left = rooms.store.query(Range.prefix(Table.LOOKUPS, partition, "W#"));
    assertThat(left).extracting(Item::key).isEmpty();
  }
}
