package emanet.breaches;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/// Cuts lists into pieces that each fit into an item.
final class Pieces {
  private Pieces() {}

  /// In its order; none for an empty list.
  ///
  /// @param length characters of JSON that a piece has at most, where no single element has more
  static List<ArrayNode> of(ArrayNode all, int length) {
    var pieces = new ArrayList<ArrayNode>();
    int used = length;
    for (var element : all) {
      int size = element.toString().length() + 1;
      if (used + size > length) {
        pieces.add(JsonNodeFactory.instance.arrayNode());
        used = 0;
      }
      pieces.getLast().add(element);
      used += size;
    }
    return pieces;
  }
}
