package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.register.Activity;
import emanet.store.Condition;
import emanet.store.DyingStore;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Nothing that leads to an erased person stays, wherever a clearing or a write was cut off: what
/// leads to pointers is there for as long as they may be.
class ErasedTracesTest {
  private static final String NUMBER = "10000000146";
  private static final String OTHER = "12345678950";
  private static final String REFERRED = "{'groups': ['EMPLOYEE'], 'externalRef': 'P-1'}";
  private static final Bytes MARK = Bytes.of(new byte[16]);
  private static final CategoryCode IDENTITY = new CategoryCode("identity");
  private static final int MOST = 40;

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final Rooms rooms = new Rooms(stack);
  private final DyingStore dying = new DyingStore(rooms.store);
  private final TenantId tenant = new TenantId(customer.tenant);

  private SubjectId somebody() {
    return new SubjectId(customer.person());
  }

  private void write(SubjectId subject, String record, String number) {
    var path = "/v1/subjects/" + subject + "/records/identity/" + record;
    customer.service().put(path, Customer.fields(number)).expect(201);
  }

  /// A write that died between its pointers and its record.
  private void died(SubjectId subject) {
    dying.dieAt(4, false);
    assertThat(DyingStore.dies(() -> put(subject))).isTrue();
    dying.live();
    assertThat(pointers(subject)).isNotEmpty();
    assertThat(rooms.store.read(place(subject).key())).isEmpty();
  }

  private List<Key> lookups(SubjectId subject) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(request -> request.tableName("emanet-lookups-1")).items().stream()
          .filter(item -> item.toString().contains(subject.value()))
          .map(ErasedTracesTest::key)
          .toList();
    }
  }

  private static Key key(Map<String, AttributeValue> item) {
    return new Key(Table.LOOKUPS, item.get("pk").s(), item.get("sk").s());
  }

  /// What leads from a value to the person.
  private List<Key> pointers(SubjectId subject) {
    return lookups(subject).stream().filter(key -> !isTrace(key)).toList();
  }

  private static boolean isTrace(Key key) {
    return key.table() == Table.LOOKUPS && key.partition().split("#", -1)[2].equals("S");
  }

  private Clearance clearance(Store store, InstantSource clock) {
    var vault = new Vault(rooms.keyring, rooms.needs.envelope());
    return new Clearance(store, rooms.needs.policy(), vault, new Traces(store, clock));
  }

  private StoredErasure erased(SubjectId subject, Instant effective) {
    return erased(subject, Optional.empty(), effective, Map.of());
  }

  private StoredErasure erased(
      SubjectId subject,
      Optional<CategoryCode> category,
      Instant effective,
      Map<String, Integer> destroyed) {
    var keys = new HashMap<String, Value>();
    destroyed.forEach((code, version) -> keys.put(code, Value.of(version)));
    var asked =
        new StoredErasure.Asked(
            subject,
            category,
            Activity.Disposal.ERASE,
            "dpo-1",
            effective,
            "receipt",
            Optional.empty(),
            Optional.empty());
    var fresh = StoredErasure.fresh(tenant, "e", asked, Bytes.of(new byte[1]), Set.of());
    return new StoredErasure(
        tenant,
        "e",
        fresh
            .with(StoredErasure.EFFECTIVE, effective.toEpochMilli())
            .with(StoredErasure.KEYS, Value.of(keys)));
  }

  /// Of each batch only what leads to the rest is done, which is the worst that can be.
  @Test
  void aClearingCutOffWithinAnyBatchLeavesNothingToNobody() {
    boolean through = false;
    for (int write = 1; !through; write++) {
      assertThat(write).as("writes of a clearing").isLessThan(MOST);
      var subject = somebody();
      write(subject, "main", NUMBER);
      var erasure = erased(subject, Instant.now());
      dying.dieWithin(write, ErasedTracesTest::isTrace);
      through = !DyingStore.dies(() -> clearance(dying, rooms.clock).run(erasure));
      dying.live();
      assertThat(clearance(rooms.store, rooms.clock).run(erasure)).isTrue();
      assertThat(lookups(subject)).as("after a stop within write " + write).isEmpty();
    }
  }

  /// Whatever of a write's batches is done, and whatever is not.
  @Test
  void aWriteCutOffWithinAnyBatchIsFoundByTheErasure() {
    boolean through = false;
    for (int write = 1; !through; write++) {
      assertThat(write).as("writes of a change").isLessThan(MOST);
      var subject = somebody();
      write(subject, "main", NUMBER);
      dying.dieWithin(write, ErasedTracesTest::isTrace);
      through = !DyingStore.dies(() -> put(subject));
      dying.live();
      var settled = Rooms.ahead(Traces.SETTLED.plusMinutes(1));
      var clearance = clearance(rooms.store, settled);
      assertThat(clearance.run(erased(subject, Instant.now()))).isTrue();
      assertThat(lookups(subject)).as("after a stop within write " + write).isEmpty();
    }
  }

  /// A person's number, by a process that may die.
  private void put(SubjectId subject) {
    var writes = Subjects.over(rooms.over(dying)).writes();
    var _ = writes.write(writes.allow(Rooms.ask(place(subject), OTHER)), MARK, _ -> () -> true);
  }

  private RecordPlace place(SubjectId subject) {
    return new RecordPlace(tenant, subject, IDENTITY, new RecordId("main"));
  }

  /// The writer's last batch is on its way while the person is erased, and lands after it; the
  /// writer dies before it takes anything back.
  @Test
  void pointersThatLandAfterAClearingAreFoundByTheNext() {
    var subject = somebody();
    died(subject);
    var late = pointers(subject);
    var erasure = erased(subject, Instant.now());
    assertThat(clearance(rooms.store, rooms.clock).run(erasure)).as("whole").isFalse();
    assertThat(pointers(subject)).isEmpty();

    rooms.store.writeAll(late.stream().map(Item::at).toList(), List.of());
    var settled = Rooms.ahead(Traces.SETTLED.plusMinutes(1));
    assertThat(clearance(rooms.store, settled).run(erasure)).isTrue();
    assertThat(lookups(subject)).isEmpty();
  }

  /// An open trace is all that tells of what its writer left: it outlives the record.
  @Test
  void aDeletedRecordTakesNoOpenTraceAlong() {
    var subject = somebody();
    write(subject, "main", NUMBER);
    var left = leftOpen(subject);

    customer.service().delete(Customer.identity(subject.value())).expect(204);
    assertThat(pointers(subject)).containsExactly(left);
    var erasure = erased(subject, Instant.now());
    assertThat(clearance(rooms.store, rooms.clock).run(erasure)).isTrue();
    assertThat(lookups(subject)).isEmpty();
  }

  /// An open trace of a writer that ended long ago, and a pointer that it left.
  private Key leftOpen(SubjectId subject) {
    var before = Rooms.ahead(Traces.ENDED.plusMinutes(1).negated());
    var attempt = new Ids(Randomness.system(), before).ordered();
    var field = "nationalId";
    var tag = rooms.needs.index().tag(tenant, IDENTITY, field, OTHER, subject);
    var left =
        Pointers.pointer(tenant, IDENTITY, field, tag, subject, new RecordId("main"), attempt);
    rooms.store.writeAll(
        List.of(Indexing.openTrace(place(subject), attempt), Item.at(left)), List.of());
    return left;
  }

  /// A category's erasure that stopped when its keys were gone is noted as effective only when
  /// somebody goes on with it: what was written anew in between is none of its.
  @Test
  void whatWasWrittenAnewBeforeAnErasureWentOnIsFound() {
    var subject = somebody();
    write(subject, "main", NUMBER);
    var keys = rooms.keyring.read(tenant, subject).orElseThrow();
    var gone = rooms.keyring.eraseCategory(keys, IDENTITY, "e");
    write(subject, "main", OTHER);
    leftOpen(subject);
    var effective = Instant.now().plusMillis(2);
    var erasure = erased(subject, Optional.of(IDENTITY), effective, gone.versions());

    for (var later : List.of(Duration.ZERO, Traces.SETTLED.plusMinutes(1))) {
      var _ = clearance(rooms.store, Rooms.ahead(later)).run(erasure);
      var search = Customer.match("identity", "nationalId", OTHER);
      var found = customer.service().post("/v1/subjects/search", search).expect(200).body();
      assertThat(found.path("items").findValuesAsText("id")).containsExactly(subject.value());
    }
    assertThat(pointers(subject)).as("what was erased").hasSize(1);
  }

  /// Between the clearing's look at a reference and its deletion somebody else is given it.
  @Test
  void aReferenceThatIsAnothersByNowStaysTheirs() {
    var created = customer.service().post("/v1/subjects", REFERRED).expect(201).body();
    var subject = new SubjectId(created.path("id").asText());
    var pointer = uniquePointer(subject);
    var other = somebody();
    var interrupted =
        Interruption.beforeDeletion(
            rooms.store,
            () -> {
              var anew = Item.at(pointer).with(Pointers.SUBJECT, other.value());
              var _ = rooms.store.put(anew, Condition.always());
            });
    assertThat(clearance(interrupted, rooms.clock).run(erased(subject, Instant.now()))).isTrue();
    assertThat(rooms.store.read(pointer).orElseThrow().text(Pointers.SUBJECT))
        .isEqualTo(other.value());
    assertThat(lookups(subject)).isEmpty();
  }

  private Key uniquePointer(SubjectId subject) {
    var partition = Pointers.tracePartition(tenant, subject);
    var trace = rooms.store.query(Range.prefix(Table.LOOKUPS, partition, "U#")).getFirst();
    return Pointers.parse(trace.texts(Pointers.POINTERS).iterator().next());
  }
}
