package emanet.keys;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Value;
import emanet.store.Written;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The store's contract in memory, with the moments that a database does not give on demand: a
/// rival just before a write, an answer lost after it. That DynamoDB keeps the same contract is
/// tested against DynamoDB itself.
public final class MemoryStore implements Store {
  private final Map<Key, Item> items = new HashMap<>();
  private final Deque<Runnable> rivals = new ArrayDeque<>();
  private boolean losing;
  private int reads;
  private int writes;

  /// Runs just before the next write that has no rival yet.
  public void beforeNextWrite(Runnable rival) {
    rivals.add(rival);
  }

  /// The next write is done, its answer lost, and it is tried again.
  public void loseNextAnswer() {
    losing = true;
  }

  public synchronized int reads() {
    return reads;
  }

  public synchronized int writes() {
    return writes;
  }

  public synchronized Item at(Key key) {
    var item = items.get(key);
    if (item == null) {
      throw new AssertionError("nothing is there");
    }
    return item;
  }

  public synchronized void place(Item item) {
    items.put(item.key(), item);
  }

  public synchronized void vanish(Key key) {
    items.remove(key);
  }

  @Override
  public synchronized Optional<Item> read(Key key) {
    reads++;
    return Optional.ofNullable(items.get(key));
  }

  @Override
  public Written put(Item item, Condition condition) {
    return write(item.key(), condition, _ -> item, false);
  }

  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    return write(key, condition, before -> changed(before, changes), true);
  }

  private Written write(
      Key key,
      Condition condition,
      java.util.function.UnaryOperator<Item> change,
      boolean answersItem) {
    var rival = rivals.poll();
    if (rival != null) {
      rival.run();
    }
    synchronized (this) {
      writes++;
      var first = attempt(key, condition, change, answersItem);
      if (!losing) {
        return first;
      }
      losing = false;
      return attempt(key, condition, change, answersItem);
    }
  }

  private Written attempt(
      Key key,
      Condition condition,
      java.util.function.UnaryOperator<Item> change,
      boolean answersItem) {
    var before = items.get(key);
    if (!holds(condition, before)) {
      return new Written.Conflict(Optional.ofNullable(before));
    }
    var after = change.apply(before == null ? Item.at(key) : before);
    items.put(key, after);
    return new Written.Done(answersItem ? Optional.of(after) : Optional.empty());
  }

  private static boolean holds(Condition condition, Item item) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Absent(var path) -> at(item, path).isEmpty();
      case Condition.Present(var path) -> at(item, path).isPresent();
      case Condition.Equal(var path, var value) -> at(item, path).filter(value::equals).isPresent();
      case Condition.Less(var path, Value.Whole(var bound)) ->
          at(item, path)
              .filter(value -> value instanceof Value.Whole(var number) && number < bound)
              .isPresent();
      case Condition.Less _ -> throw new AssertionError("numbers only");
      case Condition.Contains(var path, var text) ->
          at(item, path)
              .filter(value -> value instanceof Value.Texts(var texts) && texts.contains(text))
              .isPresent();
      case Condition.All(var all) -> all.stream().allMatch(each -> holds(each, item));
      case Condition.Any(var any) -> any.stream().anyMatch(each -> holds(each, item));
    };
  }

  private static Optional<Value> at(Item item, String path) {
    if (item == null) {
      return Optional.empty();
    }
    if (path.equals("pk")) {
      return Optional.of(Value.of(item.key().partition()));
    }
    var parts = path.split("/");
    var value = Optional.ofNullable(item.attributes().get(parts[0]));
    for (var part : Arrays.copyOfRange(parts, 1, parts.length)) {
      value =
          value
              .map(v -> v instanceof Value.Tree(var entries) ? entries : Map.<String, Value>of())
              .map(entries -> entries.get(part));
    }
    return value;
  }

  private static Item changed(Item before, List<Change> changes) {
    var after = new HashMap<>(before.attributes());
    for (var change : changes) {
      switch (change) {
        case Change.Assign(var path, var value) -> assign(after, path, value);
        case Change.Remove(var path) -> assign(after, path, null);
        case Change.Add(var path, var amount) ->
            assign(
                after,
                path,
                Value.of(
                    amount
                        + at(before, path)
                            .map(value -> ((Value.Whole) value).number())
                            .orElse(0L)));
        case Change.Include(var path, var texts) -> {
          var all = new HashSet<>(texts);
          at(before, path).ifPresent(value -> all.addAll(((Value.Texts) value).texts()));
          assign(after, path, Value.of(all));
        }
        case Change.Exclude(var path, var texts) -> {
          var left = new HashSet<String>();
          at(before, path).ifPresent(value -> left.addAll(((Value.Texts) value).texts()));
          left.removeAll(texts);
          assign(after, path, left.isEmpty() ? null : Value.of(left));
        }
      }
    }
    return new Item(before.key(), after);
  }

  private static void assign(Map<String, Value> into, String path, Value value) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      if (value == null) {
        into.remove(path);
      } else {
        into.put(path, value);
      }
      return;
    }
    // as in DynamoDB: a path whose parent is absent is an error
    if (!(into.get(path.substring(0, slash)) instanceof Value.Tree(var entries))) {
      throw new AssertionError("the parent of " + path + " is absent");
    }
    var inner = new HashMap<>(entries);
    assign(inner, path.substring(slash + 1), value);
    into.put(path.substring(0, slash), Value.of(inner));
  }

  @Override
  public synchronized Map<Key, Item> readAll(Collection<Key> keys) {
    reads++;
    var found = new HashMap<Key, Item>();
    for (var key : keys) {
      Optional.ofNullable(items.get(key)).ifPresent(item -> found.put(key, item));
    }
    return found;
  }

  /// Of the table itself, forwards.
  @Override
  public synchronized List<Item> query(Range range) {
    if (range.index().isPresent() || range.descending()) {
      throw new AssertionError("not used here");
    }
    reads++;
    return items.values().stream()
        .filter(item -> item.key().table() == range.table())
        .filter(item -> item.key().partition().equals(range.partition()))
        .filter(item -> item.key().sort().compareTo(range.from()) >= 0)
        .filter(item -> item.key().sort().compareTo(range.to()) <= 0)
        .filter(
            item -> range.after().map(sort -> item.key().sort().compareTo(sort) > 0).orElse(true))
        .sorted(Comparator.comparing(item -> item.key().sort()))
        .limit(range.limit())
        .toList();
  }

  @Override
  public Written delete(Key key, Condition condition) {
    throw new AssertionError("not used here");
  }

  @Override
  public synchronized void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    writes++;
    puts.forEach(item -> items.put(item.key(), item));
    deletions.forEach(items::remove);
  }
}
