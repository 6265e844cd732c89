package emanet.ledger;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The access log: from where a tenant's calls came, for as long as the tenant keeps that.
public final class AccessLog {
  private final Store store;
  private final Fragments fragments;

  public AccessLog(Store store, Fragments fragments) {
    this.store = store;
    this.fragments = fragments;
  }

  /// One call.
  ///
  /// @param entry the id of its first entry in the ledger
  /// @param intact whether the entry commits to this very line
  public record Line(
      String entry,
      Instant at,
      String actor,
      String address,
      String provider,
      String page,
      Optional<String> referrer,
      boolean intact) {}

  /// Lines in the order of their time.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param after the entry that an earlier page ended with
  public List<Line> lines(
      TenantId tenant, Instant from, Instant to, int limit, Optional<String> after) {
    var start = after.map(Ids::timeOf).orElse(from);
    var items = new ArrayList<Item>();
    var found = Shards.ofFragments(store, tenant, start, to.minusMillis(1));
    while (items.size() < limit && found.hasNext()) {
      var item = found.next();
      if (after.isEmpty() || item.key().sort().compareTo(after.get()) > 0) {
        items.add(item);
      }
    }
    var keys = items.stream().map(item -> Placement.key(tenant, item.key().sort())).toList();
    var entries = store.readAll(keys);
    return items.stream().map(item -> line(tenant, item, entries)).toList();
  }

  private Line line(TenantId tenant, Item item, Map<Key, Item> entries) {
    var opened = fragments.open(tenant, item);
    var entry =
        Optional.ofNullable(entries.get(Placement.key(tenant, opened.id())))
            .map(found -> EntryReader.parse(found.text(Placement.LEAF)));
    var fragment = opened.fragment();
    return new Line(
        opened.id(),
        Ids.timeOf(opened.id()),
        entry.map(json -> json.path("actor").asText()).orElse(""),
        fragment.address(),
        fragment.provider(),
        fragment.page(),
        fragment.referrer(),
        entry
            .map(json -> json.path("fragment").asText().equals(opened.commitment().toHex()))
            .orElse(false));
  }
}
