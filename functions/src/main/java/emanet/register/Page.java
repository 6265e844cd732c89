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
  public Page {
    items = List.copyOf(items);
  }

  /// Walks codes until `limit` of their documents are found: codes may have none (any more).
  static <F extends Filed<?>> Page<F> collect(
      int limit,
      Optional<String> after,
      BiFunction<Optional<String>, Integer, List<String>> codes,
      Function<List<String>, List<F>> documents) {
    var found = new ArrayList<F>();
    var from = after;
    while (true) {
      int wanted = limit - found.size() + 1; // one more tells whether there is a next page
      var next = codes.apply(from, wanted);
      found.addAll(documents.apply(next));
      if (found.size() > limit) {
        var page = found.subList(0, limit);
        return new Page<>(page, Optional.of(page.getLast().code()));
      }
      if (next.size() < wanted) {
        return new Page<>(found, Optional.empty());
      }
      from = Optional.of(next.getLast());
    }
  }
}
