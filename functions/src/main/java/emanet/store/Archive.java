package emanet.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Versions of objects in a bucket with Object Lock, of any size: they are read as they come, and
/// never held in memory.
///
/// A version is what the lock protects. Whoever lays another version or a deletion marker over a
/// name changes nothing for who asks for the version.
public interface Archive {
  /// A version of an object.
  ///
  /// @param version as S3 names it
  record Stored(String name, String version, long bytes) {}

  /// The name of the bucket.
  String bucket();

  /// The newest version under a name.
  Optional<Stored> find(String name);

  /// The content, which the caller closes; empty where there is no such version.
  ///
  /// A read that breaks off throws an `IOException` to whoever reads it.
  Optional<InputStream> open(String name, String version);

  /// Forbids everybody to delete the version before `until`. Never shortens what is forbidden.
  void retain(Stored object, Instant until);

  /// All versions whose names begin with `prefix`, those that others or deletion markers lie over
  /// included, in the order of their names.
  List<Stored> versions(String prefix, int limit);

  /// Shows them one after the other, until `more` says that it has seen enough. It may destroy what
  /// it is shown.
  void visit(String prefix, Predicate<Stored> more);

  /// Deletes a version for good.
  ///
  /// @return false where its lock forbids that still
  boolean destroy(Stored object);
}
