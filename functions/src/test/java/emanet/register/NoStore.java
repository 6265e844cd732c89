package emanet.register;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Written;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For what must decide by what its caller read: every call fails.
final class NoStore implements Store {
  @Override
  public Map<Key, Item> readAll(Collection<Key> keys) {
    throw called();
  }

  @Override
  public Optional<Item> read(Key key) {
    throw called();
  }

  @Override
  public List<Item> query(Range range) {
    throw called();
  }

  @Override
  public Written put(Item item, Condition condition) {
    throw called();
  }

  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    throw called();
  }

  @Override
  public Written delete(Key key, Condition condition) {
    throw called();
  }

  @Override
  public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    throw called();
  }

  private static AssertionError called() {
    return new AssertionError("the policy reads nothing itself");
  }
}
