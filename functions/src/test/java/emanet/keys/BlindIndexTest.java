package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.Base32;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlindIndexTest {
  private static final String FIELD = "nationalId";
  private static final String VALUE = "10000000146";
  private static final int PEOPLE = 50_000;

  private final House house = new House();
  private final BlindIndex index = new BlindIndex(house.tenants);

  @Test
  void aPersonsTagIsAmongThoseSearched() {
    for (var subject : people(new Random(3), 64)) {
      assertThat(index.tags(ACME, IDENTITY, FIELD, VALUE))
          .contains(index.tag(ACME, IDENTITY, FIELD, VALUE, subject));
    }
  }

  @Test
  void whatMustBeUniqueHasTheFirstTag() {
    assertThat(index.tag(ACME, IDENTITY, FIELD, VALUE))
        .isEqualTo(index.tags(ACME, IDENTITY, FIELD, VALUE).getFirst());
  }

  /// Keys of so many fields are not kept; their tags are the same all the same.
  @Test
  void tagsOfManyFieldsStay() {
    var before = new ArrayList<String>();
    for (int i = 0; i < 1_100; i++) {
      before.add(index.tag(ACME, IDENTITY, "f" + i, VALUE, AYSE));
    }
    assertThat(before).doesNotHaveDuplicates();
    for (int i = 0; i < before.size(); i++) {
      assertThat(index.tag(ACME, IDENTITY, "f" + i, VALUE, AYSE)).isEqualTo(before.get(i));
    }
    house.tenants.clear();
    assertThat(index.tag(ACME, IDENTITY, "f0", VALUE, AYSE)).isEqualTo(before.getFirst());
  }

  @Test
  void tagsTellTenantsCategoriesFieldsShardsAndValuesApart() {
    var tags = new HashSet<String>();
    for (var tenant : new emanet.values.TenantId[] {ACME, OTHER}) {
      for (var category : new emanet.values.CategoryCode[] {IDENTITY, CONTACT}) {
        for (var field : new String[] {FIELD, "email"}) {
          for (var value : new String[] {VALUE, "10000000147", ""}) {
            tags.addAll(index.tags(tenant, category, field, value));
          }
        }
      }
    }
    assertThat(tags).hasSize(2 * 2 * 2 * 3 * BlindIndex.SHARDS);
    assertThat(tags).allMatch(tag -> tag.matches("[0-9a-f]{32}"));
  }

  @Test
  void tagsStayAfterRotation() {
    var before = index.tags(ACME, IDENTITY, FIELD, VALUE);
    house.tenants.rotate(ACME);
    assertThat(index.tags(ACME, IDENTITY, FIELD, VALUE)).isEqualTo(before);
    assertThat(new BlindIndex(house.elsewhere()).tags(ACME, IDENTITY, FIELD, VALUE))
        .isEqualTo(before);
  }

  /// The tag of docs/spec/envelope-v1.md, made by hand.
  @Test
  void aTagIsWhatTheSpecificationSays() {
    byte[] key;
    try (var secrets = house.tenants.acquire(ACME)) {
      var info =
          AssociatedData.of("blind-index")
              .with("acme")
              .with("identity")
              .with(FIELD)
              .with(BlindIndex.shard(AYSE))
              .toArray();
      // one block of HKDF-Expand is HMAC(root, info ‖ 1)
      var block = Arrays.copyOf(info, info.length + 1);
      block[info.length] = 1;
      key = Hmac.of(secrets.index(), block);
    }
    var tag = Hmac.of(new AesKey(key, 0), VALUE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(index.tag(ACME, IDENTITY, FIELD, VALUE, AYSE))
        .isEqualTo(java.util.HexFormat.of().formatHex(tag, 0, 16));
  }

  @Test
  void shardsAreEvenlyFilled() {
    var sizes = new int[BlindIndex.SHARDS];
    for (var subject : people(new Random(4), PEOPLE)) {
      sizes[BlindIndex.shard(subject)]++;
    }
    assertThat(IntStream.of(sizes).boxed())
        .allMatch(size -> Math.abs(size - PEOPLE / BlindIndex.SHARDS) < 500);
  }

  /// The figures of docs/spec/envelope-v1.md, "Blind index".
  @Test
  void groupsOfEqualTagsAreAsTheSpecificationSays() {
    assertThat(groups(person -> "tckn-" + person)).isEqualTo(new Groups(PEOPLE, 1, 1));
    assertThat(groups(BlindIndexTest::householdPhone)).isEqualTo(new Groups(33_586, 6, 6));
    assertThat(groups(familyNames())).isEqualTo(new Groups(10_116, 1_412, 5_509));
  }

  private record Groups(int tags, int largest, int largestUnsharded) {}

  /// Groups of 50,000 people by value and shard, which is how tags group them.
  private static Groups groups(IntFunction<String> value) {
    var people = people(new Random(5), PEOPLE);
    var sharded = new HashMap<String, Integer>();
    var plain = new HashMap<String, Integer>();
    for (int i = 0; i < PEOPLE; i++) {
      var of = value.apply(i);
      sharded.merge(of + "#" + BlindIndex.shard(people[i]), 1, Integer::sum);
      plain.merge(of, 1, Integer::sum);
    }
    return new Groups(
        sharded.size(),
        sharded.values().stream().max(Integer::compare).orElseThrow(),
        plain.values().stream().max(Integer::compare).orElseThrow());
  }

  /// Households of 1 to 6, one after the other: 21 people in each round.
  private static String householdPhone(int person) {
    int inRound = person % 21;
    int household = 0;
    for (int size = 1, first = 0; first + size <= inRound; size++) {
      first += size;
      household++;
    }
    return "phone-" + person / 21 + "-" + household;
  }

  /// The name of rank r is r times rarer than the commonest.
  private static IntFunction<String> familyNames() {
    var cumulated = cumulated(5_000);
    var random = new Random(6);
    return _ -> {
      int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[4_999]);
      return "name-" + (at < 0 ? -at - 1 : at);
    };
  }

  private static double[] cumulated(int names) {
    var sums = new double[names];
    double sum = 0;
    for (int rank = 1; rank <= names; rank++) {
      sum += 1.0 / rank;
      sums[rank - 1] = sum;
    }
    return sums;
  }

  private static SubjectId[] people(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> {
          var id = new byte[16];
          random.nextBytes(id);
          return new SubjectId(Base32.encode(id));
        })
        .toArray(SubjectId[]::new);
  }
}
