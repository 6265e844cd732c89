package emanet.ledger;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Base32;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.TenantId;
import emanet.values.Visit;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Makes, finds and ends fragments.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk` | S | `T#<tenant>#F#<yyyyMMdd of the entry's id>#<shard>` |
/// | `sk` | S | the entry's id |
/// | `sealed` | B | the fragment's bytes, sealed under the tenant's key |
///
/// A day's partitions are the index of what expires: they go as a whole when their day has come.
/// How far that is done stands in `T#<tenant>#F`, `SWEPT`: `day` (S, ISO 8601), written after that
/// day's deletions, so that whoever is stopped does that day again; and `looked` (S, ISO 8601, or
/// empty), the day on which all was done that there was to do.
///
/// A call has one, beside its first entry; its other entries are joined to it by `request`. Calls
/// of the deployment's own staff have none: their tenant is not the one whose log it is. Nor have
/// those of a tenant whose keys are destroyed: there is nothing to seal them under.
public final class Fragments {
  private static final String SEALED = "sealed";
  private static final String DAY = "day";
  private static final String LOOKED = "looked";
  private static final int SHARDS = 8;
  private static final int SALT_BYTES = 16;
  private static final int PAGE = 200;

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd");

  private final Store store;
  private final FragmentSeal seal;
  private final Providers providers;
  private final Randomness randomness;

  public Fragments(Store store, FragmentSeal seal, Providers providers, Randomness randomness) {
    this.store = store;
    this.seal = seal;
    this.providers = providers;
    this.randomness = randomness;
  }

  /// A fragment, to be put beside its entry.
  record Made(Item item, Bytes commitment) {}

  Optional<Made> make(TenantId tenant, String id, Caller caller) {
    return caller
        .visit()
        .filter(_ -> caller.home().equals(tenant) && !tenant.equals(Caller.PLATFORM))
        .filter(Visit::enter)
        .flatMap(visit -> {
          var salt = Bytes.owning(randomness.bytes(SALT_BYTES)).toHex();
          var provider = providers.of(visit.address());
          var fragment =
              new Fragment(salt, visit.address(), provider, visit.page(), visit.referrer());
          var bytes = fragment.bytes();
          return sealed(tenant, id, bytes)
              .map(sealed ->
                  new Made(
                      Item.at(key(tenant, id)).with(SEALED, sealed), Fragment.commitment(bytes)));
        });
  }

  private Optional<Bytes> sealed(TenantId tenant, String id, byte[] bytes) {
    try {
      return Optional.of(seal.seal(tenant, id, bytes));
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Erased) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// A fragment with the hash that its entry must have of it.
  record Opened(String id, Fragment fragment, Bytes commitment) {}

  Opened open(TenantId tenant, Item item) {
    var id = item.key().sort();
    try (var plain = seal.open(tenant, id, item.bytes(SEALED))) {
      var bytes = plain.toArray();
      return new Opened(id, Fragment.read(bytes), Fragment.commitment(bytes));
    }
  }

  static List<String> partitions(TenantId tenant, LocalDate day) {
    var prefix = "T#" + tenant + "#F#" + NAME.format(day) + "#";
    return IntStream.range(0, SHARDS).mapToObj(shard -> prefix + shard).toList();
  }

  /// Deletes what a tenant no longer keeps, day by day, as long as `goOn` says so; a day that was
  /// looked at to its end is not looked at again.
  ///
  /// @param today in UTC
  /// @param life asked only where there is something to do
  /// @return how many went
  public int expire(TenantId tenant, LocalDate today, Supplier<Life> life, BooleanSupplier goOn) {
    var mark = new Key(Table.FRAGMENTS, "T#" + tenant + "#F", "SWEPT");
    var before = store.read(mark);
    if (before.filter(item -> item.text(LOOKED).equals(today.toString())).isPresent()) {
      return 0;
    }
    var lived = life.get();
    var kept = lived.kept();
    var day = before.map(item -> LocalDate.parse(item.text(DAY)).plusDays(1)).orElse(lived.begun());
    int deleted = 0;
    for (; day.isBefore(kept) && goOn.getAsBoolean(); day = day.plusDays(1)) {
      deleted += empty(tenant, day);
      mark(mark, day, "");
    }
    if (!day.isBefore(kept)) {
      mark(mark, day.minusDays(1), today.toString());
    }
    return deleted;
  }

  /// The days, in UTC, of a tenant's access log.
  ///
  /// @param begun the first that there can be
  /// @param kept the first that is kept
  public record Life(LocalDate begun, LocalDate kept) {}

  private void mark(Key mark, LocalDate day, String looked) {
    var _ =
        store.put(Item.at(mark).with(DAY, day.toString()).with(LOOKED, looked), Condition.always());
  }

  private int empty(TenantId tenant, LocalDate day) {
    var emptying =
        partitions(tenant, day).stream()
            .map(partition -> (Callable<Integer>) () -> empty(partition))
            .toList();
    return Stage.all(emptying).stream().mapToInt(Integer::intValue).sum();
  }

  private int empty(String partition) {
    int deleted = 0;
    List<Item> page;
    do {
      page = store.query(Range.between(Table.FRAGMENTS, partition, "0", "~").limit(PAGE));
      store.writeAll(List.of(), page.stream().map(Item::key).toList());
      deleted += page.size();
    } while (page.size() == PAGE);
    return deleted;
  }

  private static Key key(TenantId tenant, String id) {
    var day = Shards.day(Ids.timeOf(id));
    var bytes = Base32.decode(id);
    int shard = bytes[bytes.length - 1] & (SHARDS - 1);
    return new Key(Table.FRAGMENTS, partitions(tenant, day).get(shard), id);
  }
}
