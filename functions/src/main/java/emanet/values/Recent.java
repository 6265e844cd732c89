package emanet.values;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a process remembers, and how much of it at most: what was not asked for longest is
/// forgotten first.
public final class Recent {
  private Recent() {}

  /// An empty one. Not safe for several threads at once, reading included.
  public static <K, V> Map<K, V> atMost(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
