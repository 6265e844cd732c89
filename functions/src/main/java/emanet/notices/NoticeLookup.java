package emanet.notices;

import emanet.register.NoticeKind;
import emanet.register.PublishedNotices;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells other rooms which versions were published.
public final class NoticeLookup implements PublishedNotices {
  @Override
  public Set<Key> keysFor(TenantId tenant, String notice, long version) {
    return key(tenant, notice, version).map(Set::of).orElse(Set.of());
  }

  @Override
  public Optional<NoticeKind> kind(
      Map<Key, Item> read, TenantId tenant, String notice, long version) {
    return key(tenant, notice, version)
        .map(read::get)
        .map(item -> NoticeKind.valueOf(item.text(NoticeItems.KIND)));
  }

  private static Optional<Key> key(TenantId tenant, String notice, long version) {
    return NoticeId.parse(notice)
        .filter(_ -> version > 0 && version <= NoticeItems.MOST_VERSIONS)
        .map(id -> NoticeItems.version(tenant, id, version));
  }
}
