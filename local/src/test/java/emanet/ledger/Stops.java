package emanet.ledger;

import emanet.keys.Signer;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Objects;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Ends a process at a chosen step that is seen outside of it: a write of an item or an object, or
/// a signature. Before the step, or after it and before the process hears of it.
final class Stops {
  /// As a process that is gone: no code handles it.
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final List<String> steps = new ArrayList<>();
  private final AtomicInteger queried = new AtomicInteger();
  private volatile int last = Integer.MAX_VALUE;
  private volatile boolean after;

  void at(int step, boolean afterIt) {
    synchronized (steps) {
      steps.clear();
    }
    last = step;
    after = afterIt;
  }

  void never() {
    at(Integer.MAX_VALUE, false);
  }

  /// Of which kind each step was.
  List<String> steps() {
    synchronized (steps) {
      return List.copyOf(steps);
    }
  }

  /// How many items came of queries.
  int queried() {
    return queried.get();
  }

  private int count(String kind) {
    synchronized (steps) {
      steps.add(kind);
      return steps.size();
    }
  }

  private <T> T step(String kind, Supplier<T> call) {
    int step = count(kind);
    if (step < last) {
      return call.get();
    }
    if (step == last && after) {
      call.get();
    }
    throw new Stopped();
  }

  Signer signing(Signer signer) {
    return new Signer() {
      @Override
      public Bytes sign(Bytes message) {
        return step("signature", () -> signer.sign(message));
      }

      @Override
      public Bytes publicKey() {
        return signer.publicKey();
      }
    };
  }

  Objects putting(Objects objects) {
    return new Objects() {
      @Override
      public Put putOnce(String name, Bytes content, Optional<Instant> retainUntil) {
        return step("object put once", () -> objects.putOnce(name, content, retainUntil));
      }

      @Override
      public void put(String name, Bytes content) {
        step(
            "object put",
            () -> {
              objects.put(name, content);
              return true;
            });
      }

      @Override
      public Optional<Bytes> get(String name) {
        return objects.get(name);
      }

      @Override
      public List<String> list(String prefix, Optional<String> after, int limit) {
        return objects.list(prefix, after, limit);
      }
    };
  }

  Store writing(Store store) {
    return new Store() {
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
        var items = store.query(range);
        queried.addAndGet(items.size());
        return items;
      }

      @Override
      public Written put(Item item, Condition condition) {
        return step("put", () -> store.put(item, condition));
      }

      @Override
      public Written update(Key key, List<Change> changes, Condition condition) {
        return step("update", () -> store.update(key, changes, condition));
      }

      @Override
      public Written delete(Key key, Condition condition) {
        return step("deletion", () -> store.delete(key, condition));
      }

      @Override
      public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
        step(
            "batch",
            () -> {
              store.writeAll(puts, deletions);
              return true;
            });
      }
    };
  }
}
