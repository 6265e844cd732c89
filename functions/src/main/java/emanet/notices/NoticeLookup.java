package emanet.notices;

import emanet.register.NoticeKind;
import emanet.register.PublishedNotices;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells other rooms which versions were published.
public final class NoticeLookup implements PublishedNotices {
  private final Store store;

  public NoticeLookup(Store store) {
    this.store = store;
  }

  @Override
  public Set<Key> keysFor(TenantId tenant, String notice, long version) {
    return key(tenant, notice, version).map(Set::of).orElse(Set.of());
  }

  @Override
  public Optional<NoticeKind> kind(
      Map<Key, Item> read, TenantId tenant, String notice, long version) {
    return key(tenant, notice, version).map(read::get).map(NoticeLookup::kind);
  }

  @Override
  public Optional<NoticeKind> kind(TenantId tenant, String notice) {
    return key(tenant, notice, 1).flatMap(store::read).map(NoticeLookup::kind);
  }

  @Override
  public boolean anyOf(TenantId tenant, NoticeKind kind) {
    var prefix = NoticeItems.listed(kind, "");
    var range = Range.prefix(Table.REGISTER, NoticeItems.list(tenant), prefix);
    // a mark whose first version was never put names no notice
    return store.query(range).stream()
        .map(mark -> mark.key().sort().substring(prefix.length()))
        .anyMatch(id -> kind(tenant, id).isPresent());
  }

  private static NoticeKind kind(Item item) {
    return NoticeKind.valueOf(item.text(NoticeItems.KIND));
  }

  private static Optional<Key> key(TenantId tenant, String notice, long version) {
    return NoticeId.parse(notice)
        .filter(_ -> version > 0 && version <= NoticeItems.MOST_VERSIONS)
        .map(id -> NoticeItems.version(tenant, id, version));
  }
}
