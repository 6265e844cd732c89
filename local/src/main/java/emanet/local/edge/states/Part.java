package emanet.local.edge.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;

/// Which part of a list is asked for.
///
/// @param from how many come before it
record Part(int from, int size) {
  /// @param most as many as are given where it is not said how many
  Part(ObjectNode sent, int most) {
    this(token(sent), size(sent, most));
  }

  private static int token(ObjectNode sent) {
    try {
      return Math.max(0, Integer.parseInt(sent.path("nextToken").asText("0")));
    } catch (NumberFormatException e) {
      throw new AwsFailure("InvalidToken", "Invalid Token");
    }
  }

  private static int size(ObjectNode sent, int most) {
    int size = sent.path("maxResults").asInt(0);
    return size < 1 || size > most ? most : size;
  }
}
