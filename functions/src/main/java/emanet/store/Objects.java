package emanet.store;

import emanet.values.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Objects of one bucket with Object Lock: what was once put there stays for as long as the bucket,
/// or the put itself, says.
///
/// Guarantees: a read or a list sees every put that was acknowledged before it began. Of many that
/// put under one name at once by `putOnce`, one writes, and all others learn whether what stands
/// there is theirs. Calls that are throttled, or lose their answer, are tried again for a bounded
/// time; then a `Fault.Unavailable` is thrown, **and the object may or may not have been written**.
///
/// Not guaranteed: that `WRITTEN` comes to whoever wrote. Who wrote, lost the answer and asked
/// again is told `SAME`. Nor anything about a name that an administrator has laid a deletion marker
/// over: it can be put again, beside the version that the lock keeps.
public interface Objects {
  /// What came of `putOnce`.
  enum Put {
    /// It was not there, and is now.
    WRITTEN,
    /// It was there already, the very same bytes.
    SAME,
    /// Something else is there, and stays.
    OTHER
  }

  /// Puts an object under a name that nothing has.
  ///
  /// @param retainUntil until when nobody can delete it; empty for the bucket's own period
  Put putOnce(String name, Bytes content, Optional<Instant> retainUntil);

  /// Puts an object in the place of what stands there; older versions are kept under the lock.
  void put(String name, Bytes content);

  Optional<Bytes> get(String name);

  /// Names that begin with `prefix`, in the order of their UTF-8 bytes.
  ///
  /// @param after the name that an earlier list ended with
  /// @param limit 1 to 1000
  List<String> list(String prefix, Optional<String> after, int limit);
}
