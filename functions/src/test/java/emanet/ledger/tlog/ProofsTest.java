package emanet.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.values.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /// A tree's size, one of its leaves, and the size of a tree before it.
  private record Drawn(int size, int index, int older) {}

  /// Sizes around the borders of tiles of two levels, by the tiles that grew with the tree.
  @Test
  void everySizeProvesItself() {
    var random = new Random(20261101);
    var leaves = new ArrayList<Bytes>();
    for (int i = 0; i < 66_200; i++) {
      leaves.add(Hashing.leaf(ByteBuffer.allocate(8).putLong(random.nextLong()).array()));
    }
    var drawn = new ArrayList<Drawn>();
    for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 66_200}) {
      for (int tries = 0; tries < 40; tries++) {
        drawn.add(new Drawn(size, random.nextInt(size), 1 + random.nextInt(size)));
      }
    }
    var roots = roots(leaves, drawn);
    var rows = rows(leaves);
    for (var one : drawn) {
      int size = one.size();
      int index = one.index();
      int older = one.older();
      var nodes = new TileNodes(size, tile -> tile(rows, tile));
      var root = roots.get(size);
      var proof = Proofs.inclusion(index, size, nodes);
      assertThat(Proofs.provesInclusion(leaves.get(index), index, size, proof, root)).isTrue();
      assertThat(Proofs.provesInclusion(leaves.get(0), index, size, proof, root))
          .isEqualTo(index == 0);
      var consistent = Proofs.consistency(older, size, nodes);
      assertThat(Proofs.provesConsistency(older, roots.get(older), size, root, consistent))
          .isTrue();
      assertThat(Proofs.provesConsistency(older, leaves.get(0), size, root, consistent))
          .isEqualTo(older == 1);
    }
  }

  /// The roots that a frontier has on its way, at each size that was drawn.
  private static Map<Integer, Bytes> roots(List<Bytes> leaves, List<Drawn> drawn) {
    var wanted = new HashSet<Integer>();
    drawn.forEach(one -> wanted.addAll(List.of(one.size(), one.older())));
    var roots = new HashMap<Integer, Bytes>();
    var frontier = Frontier.empty();
    for (int size = 1; size <= leaves.size(); size++) {
      frontier.append(leaves.get(size - 1));
      if (wanted.contains(size)) {
        roots.put(size, frontier.root());
      }
    }
    return roots;
  }

  @Test
  void aFrontierComesBackAsItWas() {
    var leaf = Hashing.leaf(new byte[] {7});
    var frontier = Frontier.empty();
    for (int i = 0; i < 300; i++) {
      frontier.append(Hashing.leaf(new byte[] {(byte) i}));
      var again = Frontier.of(frontier.size(), frontier.encoded());
      assertThat(again.root()).isEqualTo(frontier.root());
      var copy = again.copy();
      copy.append(leaf);
      assertThat(again.root()).isEqualTo(frontier.root());
      assertThat(copy.root()).isNotEqualTo(frontier.root());
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

  /// Of each level all that it holds: the leaves, and the roots of the full tiles of that below.
  private static List<List<Bytes>> rows(List<Bytes> leaves) {
    var rows = new ArrayList<List<Bytes>>();
    for (var row = leaves; !row.isEmpty(); ) {
      rows.add(row);
      var above = new ArrayList<Bytes>();
      for (int at = 0; at + Tile.FULL <= row.size(); at += Tile.FULL) {
        above.add(root(row.subList(at, at + Tile.FULL)));
      }
      row = above;
    }
    return rows;
  }

  private static Bytes tile(List<List<Bytes>> rows, Tile tile) {
    int start = (int) tile.start();
    return HashList.encode(rows.get(tile.level()).subList(start, start + tile.width()));
  }
}
