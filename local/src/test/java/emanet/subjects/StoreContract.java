package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import emanet.local.Stack;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.DynamoStore;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Ids;
import emanet.values.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the product relies on AWS for, tried on whatever answers as AWS: one subclass for each. All
/// run the same tests; what an emulator cannot do it says by name, and only that is skipped, left
/// out of what is made there, or done by a stand-in: all by the same list.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
  /// What an emulator may lack.
  enum Ability {
    MULTI_REGION_DECRYPT("KMS decrypts under a multi-Region key"),
    KEY_STATES("a disabled KMS key decrypts nothing"),
    OBJECT_LOCK("S3 keeps what Object Lock holds"),
    BUCKET_POLICIES("S3 denies what a bucket's policy denies, by its conditions"),
    ED25519("KMS makes keys of Ed25519, and signs with them"),
    EXPORTS("DynamoDB exports a table to S3"),
    EXPORTS_LISTED("an export lists what it wrote, and is the same one by the same token"),
    RACES("conditional writes of one item are decided one after the other");

    private final String text;

    Ability(String text) {
      this.text = text;
    }
  }

  final Randomness randomness = Randomness.system();
  private final InstantSource clock = InstantSource.system();
  final Ids ids = new Ids(randomness, clock);
  Stack stack;
  Store store;

  /// Sees to it that AWS answers somewhere; the system on it.
  abstract Stack system();

  abstract void stop(Stack system);

  abstract Set<Ability> lacking();

  @BeforeAll
  void begin() {
    stack = system();
    adapt();
    store = new DynamoStore(stack.dynamo(), clock);
  }

  /// Specs of keys that it does not make.
  final Set<String> unknownSpecs() {
    return lacking().contains(Ability.ED25519) ? Set.of("ECC_NIST_EDWARDS25519") : Set.of();
  }

  private void adapt() {
    if (lacking().contains(Ability.MULTI_REGION_DECRYPT)) {
      useKeyOfOneRegion();
    }
    if (lacking().contains(Ability.BUCKET_POLICIES)) {
      liftBucketPolicies();
    }
  }

  /// The deployment's key is another one there.
  private void useKeyOfOneRegion() {
    try (var kms = stack.kms()) {
      var key = kms.createKey().keyMetadata().keyId();
      kms.updateAlias(alias -> alias.aliasName("alias/emanet").targetKeyId(key));
    }
  }

  /// Whoever does not read conditions denies everything by them, or nothing.
  private void liftBucketPolicies() {
    try (var s3 = stack.s3(Stack.HOME)) {
      for (var bucket : s3.listBuckets().buckets()) {
        s3.deleteBucketPolicy(request -> request.bucket(bucket.name()));
      }
    }
  }

  @AfterAll
  void end() {
    if (stack != null) {
      stop(stack);
    }
  }

  final void needs(Ability ability) {
    assumeFalse(lacking().contains(ability), "not on this emulator: " + ability.text);
  }

  private final String partition = "contract-" + ids.random();

  private Key key(String sort) {
    return new Key(Table.RECORDS, "T#" + partition + "#S#x", sort);
  }

  @Test
  void conditionsAreDecidedWhereTheItemLies() {
    var key = key("conditions");
    var first = Item.at(key).with("v", 1).with("tags", Set.of("a"));
    assertThat(store.put(first, Condition.noItem())).isInstanceOf(Written.Done.class);
    assertThat(store.put(first.with("v", 2), Condition.noItem()))
        .isEqualTo(new Written.Conflict(Optional.of(first)));
    var older = Condition.all(Condition.less("v", 2), Condition.contains("tags", "a"));
    assertThat(store.put(first.with("v", 2), older)).isInstanceOf(Written.Done.class);
    assertThat(store.put(first.with("v", 3), older)).isInstanceOf(Written.Conflict.class);
    var either = Condition.any(Condition.equal("v", 9), Condition.present("tags"));
    assertThat(store.put(first.with("v", 3), either)).isInstanceOf(Written.Done.class);
    assertThat(store.delete(key, Condition.equal("v", 2))).isInstanceOf(Written.Conflict.class);
    assertThat(store.delete(key, Condition.equal("v", 3))).isInstanceOf(Written.Done.class);
    assertThat(store.read(key)).isEmpty();
  }

  @Test
  void updatesReachIntoTrees() {
    var key = key("trees");
    var deks = java.util.Map.of("identity", Value.of(java.util.Map.of("1", bytes("k1"))));
    store.put(Item.at(key).with("deks", Value.of(deks)).with("n", 1), Condition.always());
    var changes =
        List.of(
            Change.set("deks/identity/2", bytes("k2")),
            Change.remove("deks/identity/1"),
            Change.add("n", 4),
            new Change.Include("holds", Set.of("h1", "h2")));
    var untouched =
        Condition.all(
            Condition.present("deks/identity/1"),
            Condition.absent("deks/identity/2"),
            Condition.absent("holds"));
    var written = store.update(key, changes, untouched);
    var after = store.read(key).orElseThrow();
    assertThat(written).isEqualTo(new Written.Done(Optional.of(after)));
    assertThat(after.number("n")).isEqualTo(5);
    assertThat(after.texts("holds")).containsExactlyInAnyOrder("h1", "h2");
    assertThat(after.tree("deks"))
        .isEqualTo(java.util.Map.of("identity", Value.of(java.util.Map.of("2", bytes("k2")))));
    assertThat(store.update(key, changes, untouched))
        .isEqualTo(new Written.Conflict(Optional.of(after)));
    store.update(key, List.of(new Change.Exclude("holds", Set.of("h1"))), Condition.item());
    assertThat(store.read(key).orElseThrow().texts("holds")).containsExactly("h2");
  }

  private static Value bytes(String text) {
    return Value.of(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void manyItemsGoByBatches() {
    var items =
        IntStream.range(0, 60)
            .mapToObj(i -> Item.at(key("many-%03d".formatted(i))).with("n", i))
            .toList();
    store.writeAll(items, List.of());
    var asked = IntStream.range(0, 130).mapToObj(i -> key("many-%03d".formatted(i))).toList();
    var found = store.readAll(asked);
    assertThat(found.values()).containsExactlyInAnyOrderElementsOf(items);
    store.writeAll(List.of(), asked.subList(0, 30));
    assertThat(store.readAll(asked)).hasSize(30);
  }

  @Test
  void rangesAreReadInOrderAndFromWhereTheyEnded() {
    for (int i = 0; i < 7; i++) {
      store.put(Item.at(key("range-" + i)), Condition.always());
    }
    var all = Range.prefix(Table.RECORDS, key("").partition(), "range-");
    assertThat(sorts(all)).containsExactly(sorts(0, 1, 2, 3, 4, 5, 6));
    assertThat(sorts(all.limit(3))).containsExactly(sorts(0, 1, 2));
    assertThat(sorts(all.limit(3).after("range-2"))).containsExactly(sorts(3, 4, 5));
    assertThat(sorts(all.limit(3).after("range-5"))).containsExactly(sorts(6));
    assertThat(sorts(all.backwards().limit(2))).containsExactly(sorts(6, 5));
  }

  private List<String> sorts(Range range) {
    return store.query(range).stream().map(item -> item.key().sort()).toList();
  }

  private static String[] sorts(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> "range-" + n).toArray(String[]::new);
  }
}
