package emanet.notices;

import emanet.register.NoticeKind;
import emanet.register.PublishedNotices;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells other rooms which versions were published.
public final class NoticeLookup implements PublishedNotices {
  private final Store store;
  private final InstantSource clock;

  public NoticeLookup(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
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
  public Optional<InForce> inForce(TenantId tenant, NoticeKind kind) {
    return listed(tenant, kind).stream()
        .flatMap(id -> NoticeId.parse(id).stream())
        .flatMap(id -> inForce(tenant, id).stream())
        .findFirst();
  }

  private Optional<InForce> inForce(TenantId tenant, NoticeId id) {
    long newest = 0;
    for (var head : NoticeItems.heads(store, tenant, id)) {
      if (head.effectiveFrom().isAfter(clock.instant())) {
        continue;
      }
      newest = Math.max(newest, head.version());
      if (head.language().equals(NoticeVersion.TURKISH)) {
        return Optional.of(new InForce(id.value(), head.version(), newest));
      }
    }
    return Optional.empty();
  }

  private List<String> listed(TenantId tenant, NoticeKind kind) {
    var prefix = NoticeItems.listed(kind, "");
    return store.query(Range.prefix(Table.REGISTER, NoticeItems.list(tenant), prefix)).stream()
        .map(mark -> mark.key().sort().substring(prefix.length()))
        .toList();
  }

  @Override
  public boolean anyOf(TenantId tenant, NoticeKind kind) {
    // a mark whose first version was never put names no notice
    return listed(tenant, kind).stream().anyMatch(id -> kind(tenant, id).isPresent());
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
