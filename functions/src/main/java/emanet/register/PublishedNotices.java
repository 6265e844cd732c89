package emanet.register;

import emanet.store.Item;
import emanet.store.Key;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which texts were published. A port: whoever keeps notices fills it. A version, once found,
/// stays.
public interface PublishedNotices {
  /// What the caller has to read strongly beside its own items.
  Set<Key> keysFor(TenantId tenant, String notice, long version);

  /// The kind of that version, by what was read; empty if there is no such version.
  Optional<NoticeKind> kind(Map<Key, Item> read, TenantId tenant, String notice, long version);

  /// The kind of a notice, read now; empty if there is none.
  Optional<NoticeKind> kind(TenantId tenant, String notice);

  /// The tenant's notice of the kind that is in force now; of several the first by its id. Empty
  /// where none is in force.
  Optional<InForce> inForce(TenantId tenant, NoticeKind kind);

  /// A notice that is in force.
  ///
  /// @param version the one in force, in Turkish
  /// @param newest the highest version whose time has come, in any language
  record InForce(String id, long version, long newest) {}

  /// Whether the tenant has published any notice of the kind.
  boolean anyOf(TenantId tenant, NoticeKind kind);
}
