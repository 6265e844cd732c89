package emanet.keys;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is noted before KMS is asked to open a tenant's key: an id, which the call carries in its
/// user agent. Whatever the cloud's own trail shows of a tenant's key without such an id, nothing
/// of the product has asked for.
///
/// A stop between note and call leaves a note too many, which says nothing. Attempts of one call
/// carry the same id.
///
/// In `deployment`, which is of no generation, so that a restore neither loses a note nor looks for
/// it in other tables than it was written to: `T#<tenant>#LOADS` / id.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `sk` | S | time-ordered id: when it was noted |
/// | `kek` | N | the version of the KEK that KMS is asked to open |
public final class KeyLoads {
  /// What the id follows in the user agent.
  static final String API = "emanet-load";

  private static final String KEK = "kek";
  private static final Pattern CARRIED =
      Pattern.compile("(?:^|[ \\[])" + API + "/([0-9a-z]{" + Ids.ORDERED_LENGTH + "})(?:$|[ \\]])");

  private final Store store;
  private final Ids ids;

  KeyLoads(Store store, Ids ids) {
    this.store = store;
    this.ids = ids;
  }

  /// Notes, durably, that a KEK is about to be opened.
  ///
  /// @return the id that the call is to carry
  String note(TenantId tenant, int kekVersion) {
    var id = ids.ordered();
    var _ = store.put(Item.at(key(tenant, id)).with(KEK, kekVersion), Condition.always());
    return id;
  }

  /// The load whose id a user agent carries, as the cloud's trail has it.
  public static Optional<String> carried(String userAgent) {
    var found = CARRIED.matcher(userAgent);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Key key(TenantId tenant, String id) {
    return new Key(Table.DEPLOYMENT, "T#" + tenant + "#LOADS", id);
  }
}
