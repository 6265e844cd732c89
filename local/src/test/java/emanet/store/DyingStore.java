package emanet.store;

import emanet.fault.FaultException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A store whose process dies at a chosen write: before it is done, or after it and before anyone
/// hears of it.
public final class DyingStore implements Store {
  /// As a process that is gone: no code handles it.
  public static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Store store;
  private int left = Integer.MAX_VALUE;
  private boolean after;
  private Predicate<Key> within = _ -> false;
  private int writes;

  public DyingStore(Store store) {
    this.store = store;
  }

  /// Dies at the n-th write from here on.
  public void dieAt(int write, boolean afterIt) {
    left = write;
    after = afterIt;
    within = _ -> false;
    writes = 0;
  }

  /// Dies at the n-th write from here on: where that is a batch, after a part of it is done, as
  /// DynamoDB does parts of a batch and leaves the rest unprocessed.
  public void dieWithin(int write, Predicate<Key> done) {
    dieAt(write, false);
    within = done;
  }

  /// Whether a process dies of its work: of a call that several are made at once, too.
  public static boolean dies(Runnable work) {
    try {
      work.run();
      return false;
    } catch (Death e) {
      return true;
    } catch (FaultException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Death) {
          return true;
        }
      }
      throw e;
    }
  }

  public void live() {
    left = Integer.MAX_VALUE;
  }

  public int writes() {
    return writes;
  }

  private <T> T write(Supplier<T> call) {
    writes++;
    if (writes < left) {
      return call.get();
    }
    if (after) {
      call.get();
    }
    throw new Death();
  }

  @Override
  public Map<Key, Item> readAll(Collection<Key> keys) {
    return store.readAll(keys);
  }

  @Override
  public Optional<Item> read(Key key) {
    return store.read(key);
  }

  @Override
  public List<Item> query(Range range) {
    return store.query(range);
  }

  @Override
  public Written put(Item item, Condition condition) {
    return write(() -> store.put(item, condition));
  }

  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    return write(() -> store.update(key, changes, condition));
  }

  @Override
  public Written delete(Key key, Condition condition) {
    return write(() -> store.delete(key, condition));
  }

  @Override
  public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    if (writes + 1 == left) {
      store.writeAll(
          puts.stream().filter(item -> within.test(item.key())).toList(),
          deletions.stream().filter(within).toList());
    }
    write(() -> {
      store.writeAll(puts, deletions);
      return true;
    });
  }
}
