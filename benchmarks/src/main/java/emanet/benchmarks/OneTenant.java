package emanet.benchmarks;

import emanet.keys.Keyring;
import emanet.keys.Kms;
import emanet.keys.PersonKeys;
import emanet.keys.TenantKeys;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.Randomness;
import emanet.values.SecretBytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.Collection;
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
  public final TenantKeys tenants =
      new TenantKeys(new Items(), new OneKey(randomness), randomness, InstantSource.system());
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
      throw new UnsupportedOperationException();
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

  /// A KMS that gives one key.
  private static final class OneKey implements Kms {
    private static final int LENGTH = 32;

    private final SecretBytes key;

    OneKey(Randomness randomness) {
      this.key = SecretBytes.owning(randomness.bytes(LENGTH));
    }

    @Override
    public Optional<Generated> generate(Optional<String> kmsKey, Map<String, String> context) {
      return Optional.of(new Generated(key.copy(), Bytes.of(new byte[LENGTH]), "key"));
    }

    @Override
    public Optional<SecretBytes> decrypt(
        String keyArn, Bytes wrapped, Map<String, String> context, String load) {
      return Optional.of(key.copy());
    }

    @Override
    public boolean multiRegion(String keyArn) {
      return true;
    }

    @Override
    public boolean same(String keyArn, String otherArn) {
      return true;
    }
  }
}
