package emanet.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A page of a list.
///
/// @param after where the next page goes on; empty after the last one
public record Page<T>(List<T> items, Optional<String> after) {
  private static final int ROUNDS = 20;

  public Page {
    items = List.copyOf(items);
  }

  /// Walks codes until `limit` of their documents are found: codes may have none (any more). After
  /// `ROUNDS` queries a page ends with fewer, or none, and tells where to go on.
  static <F extends Filed<?>> Page<F> collect(
      int limit,
      Optional<String> after,
      BiFunction<Optional<String>, Integer, List<String>> codes,
      Function<List<String>, List<F>> documents) {
    var found = new ArrayList<F>();
    var from = after;
    for (int round = 0; round < ROUNDS; round++) {
      var next = codes.apply(from, limit + 1); // one more tells whether there is a next page
      found.addAll(documents.apply(next));
      if (found.size() > limit) {
        var page = found.subList(0, limit);
        return new Page<>(page, Optional.of(page.getLast().code()));
      }
      if (next.size() <= limit) {
        return new Page<>(found, Optional.empty());
      }
      from = Optional.of(next.getLast());
    }
    return new Page<>(found, from);
  }
}
