package emanet.benchmarks;

import emanet.benchmarks.peers.StubKms;
import emanet.keys.AwsKms;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.keys.TenantKeys;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.CategoryCode;
import emanet.values.Randomness;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One tenant with one person whose keys are known: no network, as in a warm environment.
public final class OneTenant {
  public static final TenantId TENANT = new TenantId("acme");
  public static final SubjectId SUBJECT = new SubjectId("0123456789abcdefghjkmnpqrs");
  public static final CategoryCode CATEGORY = new CategoryCode("identity");

  public final Randomness randomness = Randomness.system();

  /// What the peers have, too: calls of it are counted.
  final StubKms kms = new StubKms();

  public final TenantKeys tenants =
      new TenantKeys(new Items(), new AwsKms(kms, StubKms.ARN), randomness, InstantSource.system());
  final Keyring keyring = new Keyring(new Items(), tenants, randomness);
  final PersonKeys keys = keyring.createPerson(TENANT, SUBJECT, Set.of(CATEGORY));

  /// Keeps what is put and knows no conditions: nobody else writes here.
  private static final class Items implements Store {
    private final Map<Key, Item> items = new ConcurrentHashMap<>();

    @Override
    public Optional<Item> read(Key key) {
      return Optional.ofNullable(items.get(key));
    }

    @Override
    public Written put(Item item, Condition condition) {
      items.put(item.key(), item);
      return new Written.Done(Optional.empty());
    }

    /// A key that is renewed in the middle of a measurement (once in half a million seals) stays.
    @Override
    public Written update(Key key, List<Change> changes, Condition condition) {
      return new Written.Conflict(read(key));
    }

    @Override
    public Map<Key, Item> readAll(Collection<Key> keys) {
      var found = new HashMap<>(items);
      found.keySet().retainAll(keys);
      return found;
    }

    @Override
    public List<Item> query(Range range) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Written delete(Key key, Condition condition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
      throw new UnsupportedOperationException();
    }
  }
}
