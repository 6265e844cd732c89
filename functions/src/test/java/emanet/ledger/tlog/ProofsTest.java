package emanet.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.values.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trees and proofs against vectors of others: roots and proofs of RFC 6962 as Certificate
/// Transparency's own tests have them, and proofs gone wrong in every way.
class ProofsTest {
  static Stream<Vectors.Vector> trees() {
    return Vectors.in("tree");
  }

  static Stream<Vectors.Vector> inclusions() {
    return Vectors.in("inclusion");
  }

  static Stream<Vectors.Vector> consistencies() {
    return Vectors.in("consistency");
  }

  @ParameterizedTest
  @MethodSource("trees")
  void rootsAreThoseOfTheStandard(Vectors.Vector vector) {
    var leaves = vector.hashes("leaf").stream().map(leaf -> Hashing.leaf(leaf.toArray())).toList();
    assertThat(frontier(leaves).root()).isEqualTo(vector.hash("root"));
    assertThat(Proofs.range(0, leaves.size(), nodes(leaves))).isEqualTo(vector.hash("root"));
  }

  @ParameterizedTest
  @MethodSource("inclusions")
  void inclusionIsProvedOrNot(Vectors.Vector vector) {
    var proves =
        Proofs.provesInclusion(
            vector.hash("leafHash"),
            vector.number("index"),
            vector.number("size"),
            vector.hashes("proof"),
            vector.hash("root"));
    assertThat(proves).isEqualTo(vector.text("proves").equals("yes"));
  }

  @ParameterizedTest
  @MethodSource("consistencies")
  void consistencyIsProvedOrNot(Vectors.Vector vector) {
    var proves =
        Proofs.provesConsistency(
            vector.number("from"),
            vector.hash("fromRoot"),
            vector.number("to"),
            vector.hash("toRoot"),
            vector.hashes("proof"));
    assertThat(proves).isEqualTo(vector.text("proves").equals("yes"));
  }

  @Test
  void proofsAreMadeAsTheStandardHasThem() {
    var leaves =
        Vectors.in("tree").toList().getLast().hashes("leaf").stream()
            .map(leaf -> Hashing.leaf(leaf.toArray()))
            .toList();
    var nodes = nodes(leaves);
    Vectors.in("inclusion")
        .filter(vector -> vector.text("proves").equals("yes"))
        .filter(vector -> vector.number("size") > 1)
        .forEach(vector ->
            assertThat(Proofs.inclusion(vector.number("index"), vector.number("size"), nodes))
                .as(vector.file())
                .isEqualTo(vector.hashes("proof")));
    Vectors.in("consistency")
        .filter(vector -> vector.text("proves").equals("yes"))
        .forEach(vector ->
            assertThat(Proofs.consistency(vector.number("from"), vector.number("to"), nodes))
                .as(vector.file())
                .isEqualTo(vector.hashes("proof")));
  }

  /// Sizes around the borders of tiles of two levels, by the tiles that grew with the tree.
  @Test
  void everySizeProvesItself() {
    var random = new Random(20261101);
    var leaves = new ArrayList<Bytes>();
    for (int i = 0; i < 66_200; i++) {
      leaves.add(Hashing.leaf(ByteBuffer.allocate(8).putLong(random.nextLong()).array()));
    }
    for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 66_200}) {
      var part = leaves.subList(0, size);
      var nodes = new TileNodes(size, tile -> tile(part, tile));
      var root = frontier(part).root();
      for (int tries = 0; tries < 40; tries++) {
        int index = random.nextInt(size);
        var proof = Proofs.inclusion(index, size, nodes);
        assertThat(Proofs.provesInclusion(part.get(index), index, size, proof, root)).isTrue();
        assertThat(Proofs.provesInclusion(leaves.get(0), index, size, proof, root))
            .isEqualTo(index == 0);
        int older = 1 + random.nextInt(size);
        var consistent = Proofs.consistency(older, size, nodes);
        var olderRoot = frontier(part.subList(0, older)).root();
        assertThat(Proofs.provesConsistency(older, olderRoot, size, root, consistent)).isTrue();
        assertThat(Proofs.provesConsistency(older, leaves.get(0), size, root, consistent))
            .isEqualTo(older == 1);
      }
    }
  }

  @Test
  void aFrontierComesBackAsItWas() {
    var leaves = new ArrayList<Bytes>();
    for (int i = 0; i < 300; i++) {
      leaves.add(Hashing.leaf(new byte[] {(byte) i}));
      var frontier = frontier(leaves);
      var again = Frontier.of(frontier.size(), frontier.encoded());
      assertThat(again.root()).isEqualTo(frontier.root());
      var copy = again.copy();
      copy.append(leaves.getFirst());
      assertThat(again.root()).isEqualTo(frontier.root());
    }
    assertThat(Frontier.empty().root()).isEqualTo(Hashing.EMPTY_ROOT);
    assertThatThrownBy(() -> Frontier.of(3, Bytes.owning(new byte[32])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Frontier frontier(List<Bytes> leaves) {
    var frontier = Frontier.empty();
    leaves.forEach(frontier::append);
    return frontier;
  }

  /// Straight from the definition, RFC 6962 section 2.1.
  private static Nodes nodes(List<Bytes> leaves) {
    return (height, index) -> {
      int width = 1 << height;
      return root(leaves.subList((int) index * width, ((int) index + 1) * width));
    };
  }

  private static Bytes root(List<Bytes> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    return Hashing.node(root(leaves.subList(0, half)), root(leaves.subList(half, leaves.size())));
  }

  private static Bytes tile(List<Bytes> leaves, Tile tile) {
    var hashes = new ArrayList<Bytes>();
    int width = 1 << (Tile.HEIGHT * tile.level());
    for (long i = tile.start(); i < tile.start() + tile.width(); i++) {
      hashes.add(root(leaves.subList((int) i * width, (int) (i + 1) * width)));
    }
    return HashList.encode(hashes);
  }
}
