package emanet.subjects;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What this process last saw of things that seldom change. Never decides: it only lets a call
/// begin before it has read them again. Bounded: when full, it forgets all.
final class Seen<K, V> {
  private static final int MOST = 10_000;
  private final ConcurrentHashMap<K, V> last = new ConcurrentHashMap<>();

  Optional<V> last(K key) {
    return Optional.ofNullable(last.get(key));
  }

  void saw(K key, V value) {
    if (last.size() >= MOST) {
      last.clear();
    }
    last.put(key, value);
  }
}
