package emanet.subjects;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Holds what the product writes about new people, and hands it on in batch writes.
///
/// Only for items that are nowhere yet: of people, records, look-ups and the ledger nothing is read
/// from the store behind it, and nothing is written over.
final class Gathering implements Store {
  private final Store behind;
  private final ConcurrentMap<Key, Item> held = new ConcurrentHashMap<>();

  Gathering(Store behind) {
    this.behind = behind;
  }

  /// Writes all that is held.
  void flush() {
    behind.writeAll(held.values(), List.of());
    held.clear();
  }

  @Override
  public Map<Key, Item> readAll(Collection<Key> keys) {
    var found = new HashMap<Key, Item>();
    keys.forEach(key -> {
      var item = held.get(key);
      if (item != null) {
        found.put(key, item);
      }
    });
    found.putAll(behind.readAll(keys.stream().filter(key -> !ofPeople(key)).toList()));
    return found;
  }

  /// The tenant's own keys lie beside those of people.
  private static boolean ofPeople(Key key) {
    return switch (key.table()) {
      case RECORDS, LOOKUPS, LEDGER -> true;
      default -> key.partition().contains("#P#");
    };
  }

  @Override
  public Optional<Item> read(Key key) {
    return ofPeople(key) ? Optional.ofNullable(held.get(key)) : behind.read(key);
  }

  @Override
  public Written put(Item item, Condition condition) {
    if (!condition.equals(Condition.noItem()) || held.putIfAbsent(item.key(), item) != null) {
      throw new IllegalStateException("only new items are gathered: " + item);
    }
    return new Written.Done(Optional.empty());
  }

  @Override
  public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    puts.forEach(item -> held.put(item.key(), item));
    deletions.forEach(held::remove);
  }

  @Override
  public List<Item> query(Range range) {
    if (range.table() == Table.REGISTER) {
      return behind.query(range);
    }
    throw new UnsupportedOperationException("what is gathered is not searched");
  }

  /// A person's keys are renewed now and then: their item goes ahead of the others.
  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    var item = held.get(key);
    if (item != null) {
      behind.writeAll(List.of(item), List.of());
    }
    var written = behind.update(key, changes, condition);
    if (item != null && written instanceof Written.Done(var after)) {
      after.ifPresent(now -> held.put(key, now));
    }
    return written;
  }

  @Override
  public Written delete(Key key, Condition condition) {
    throw new UnsupportedOperationException("only new items are gathered");
  }
}
