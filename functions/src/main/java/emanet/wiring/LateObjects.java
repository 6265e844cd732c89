package emanet.wiring;

import emanet.store.Objects;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A bucket whose client is made at its first use: most calls of most functions need none.
final class LateObjects implements Objects {
  private final Supplier<Objects> bucket;

  /// @param bucket gives the same one each time, and may be asked by several at once
  LateObjects(Supplier<Objects> bucket) {
    this.bucket = bucket;
  }

  @Override
  public Put putOnce(String name, Bytes content, Optional<Instant> retainUntil) {
    return bucket.get().putOnce(name, content, retainUntil);
  }

  @Override
  public void put(String name, Bytes content) {
    bucket.get().put(name, content);
  }

  @Override
  public Optional<Bytes> get(String name) {
    return bucket.get().get(name);
  }

  @Override
  public List<String> list(String prefix, Optional<String> after, int limit) {
    return bucket.get().list(prefix, after, limit);
  }
}
