package emanet.keys;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.Randomness;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The keys of people and cases.
///
/// Guarantees: whoever asks for a category's key while others make it gets the one that lasts; a
/// destroyed version never opens again, nor does anything after the owner's erasure; a category
/// taken up anew starts at a higher version.
///
/// Not guaranteed: that a `PersonKeys` read a moment ago is still true. Who writes reads the
/// person's item again afterwards, and takes back what the erasure missed.
public final class Keyring {
  private final KeyItems items;
  private final Wrapping wrapping;
  private final Randomness randomness;

  public Keyring(Store store, TenantKeys tenants, Randomness randomness) {
    this.wrapping = new Wrapping(tenants, randomness);
    this.items = new KeyItems(store, wrapping);
    this.randomness = randomness;
  }

  /// Where a person's keys lie, for the caller's batch read.
  public static Key item(TenantId tenant, SubjectId subject) {
    return Owner.person(tenant, subject).item();
  }

  /// Where a case's key lies.
  public static Key caseItem(TenantId tenant, String caseId) {
    return Owner.ofCase(tenant, caseId).item();
  }

  /// Reads a person's item.
  ///
  /// @param item what was read at `item(tenant, subject)`
  public static PersonKeys parse(TenantId tenant, SubjectId subject, Item item) {
    return new PersonKeys(OwnerKeys.parse(Owner.person(tenant, subject), item));
  }

  /// Reads a case's item.
  ///
  /// @param item what was read at `caseItem(tenant, caseId)`
  public static CaseKeys parseCase(TenantId tenant, String caseId, Item item) {
    return new CaseKeys(OwnerKeys.parse(Owner.ofCase(tenant, caseId), item));
  }

  public Optional<PersonKeys> read(TenantId tenant, SubjectId subject) {
    return items.read(Owner.person(tenant, subject)).map(PersonKeys::new);
  }

  /// A new person's item, with a key for each of `categories`; one call. If the person is there
  /// already: as `withKeys`.
  public PersonKeys createPerson(TenantId tenant, SubjectId subject, Set<CategoryCode> categories) {
    var slots = slots(categories);
    var created = items.create(Owner.person(tenant, subject), slots);
    return new PersonKeys(items.withKeys(created, slots));
  }

  /// `seen` with a key in each of `needed`: no call where none is missing, else one conditional
  /// update for all that are.
  ///
  /// @throws emanet.fault.FaultException `Erased` after the person's erasure
  public PersonKeys withKeys(PersonKeys seen, Set<CategoryCode> needed) {
    return new PersonKeys(items.withKeys(seen.keys(), slots(needed)));
  }

  /// The key for **one** seal, which the caller closes.
  public DataKey current(PersonKeys keys, CategoryCode category) {
    return sealing(keys.keys(), category.value());
  }

  /// The same, for a case.
  public DataKey current(CaseKeys keys) {
    return sealing(keys.keys(), Owner.CASE_SLOT);
  }

  /// The keys that open the person's records of that category.
  public KeyLookup lookup(PersonKeys keys, CategoryCode category) {
    return version -> opening(keys.keys(), category.value(), version);
  }

  /// The keys that open what is sealed in the case.
  public KeyLookup lookup(CaseKeys keys) {
    return version -> opening(keys.keys(), Owner.CASE_SLOT, version);
  }

  /// A new version of the category's key; records under earlier ones still open. For partial
  /// disposal: reseal what stays, then `destroyVersions`.
  public PersonKeys renew(PersonKeys keys, CategoryCode category) {
    return new PersonKeys(items.renew(keys.keys(), category.value()));
  }

  /// The same, but surely a later version than `keys` has.
  ///
  /// @return empty where a hold keeps what lies under the earlier versions
  public Optional<PersonKeys> supersede(PersonKeys keys, CategoryCode category) {
    return items.supersede(keys.keys(), category.value()).map(PersonKeys::new);
  }

  /// Destroys the category's keys up to that version; later ones stay.
  public Destruction destroyVersions(PersonKeys keys, CategoryCode category, int upTo) {
    if (upTo >= keys.keys().next(category.value())) {
      throw new IllegalArgumentException("no such version");
    }
    return items.destroy(keys.keys(), category.value(), _ -> upTo);
  }

  /// Destroys all keys that the category has by now.
  public Destruction destroyCategory(TenantId tenant, SubjectId subject, CategoryCode category) {
    var found = items.read(Owner.person(tenant, subject));
    if (found.isEmpty()) {
      return Destruction.ABSENT;
    }
    return items.destroy(found.get(), category.value(), keys -> keys.next(category.value()) - 1);
  }

  /// Destroys all of a person's keys and leaves a tombstone: one conditional write.
  public Destruction erasePerson(TenantId tenant, SubjectId subject) {
    return items.erase(Owner.person(tenant, subject));
  }

  /// Destroys all of a person's keys in the name of one erasure, and leaves a tombstone that tells
  /// which they were: one conditional write. Begun again, it finds its own.
  ///
  /// @param beside what goes from the item with them
  public ErasedKeys erasePerson(PersonKeys seen, String erasure, Instant at, List<Change> beside) {
    return items.erase(seen.keys(), erasure, at, beside);
  }

  /// Destroys all keys that the category has by now, in the name of one erasure: one conditional
  /// write. Begun again, it finds its own, and leaves alone what was made since.
  public ErasedKeys eraseCategory(PersonKeys seen, CategoryCode category, String erasure) {
    return items.erase(seen.keys(), category.value(), erasure);
  }

  /// Changes what other rooms keep beside a living person's keys: one conditional update of the
  /// very item that an erasure changes, so neither misses the other.
  ///
  /// @param changes of attributes that are not the keys' own; and `holding` or `releasing`
  /// @return empty if it was done; else the item as it stands, if there is one: also after an
  ///   erasure, and after one's own write whose answer was lost
  public Optional<Written.Conflict> mark(
      TenantId tenant, SubjectId subject, List<Change> changes, Condition condition) {
    return items.mark(Owner.person(tenant, subject), changes, condition);
  }

  /// Sets a hold, as a part of `mark`.
  public static Change holding(Hold hold) {
    return new Change.Include(OwnerKeys.HOLDS, Set.of(hold.text()));
  }

  /// Releases a hold, as a part of `mark`.
  public static Change releasing(Hold hold) {
    return new Change.Exclude(OwnerKeys.HOLDS, Set.of(hold.text()));
  }

  /// The case's key, made if it has none: one or two calls. Callers that read anyway put `caseItem`
  /// in their batch and use `parseCase`. For a tenant's own documents see `DocumentKeys`.
  ///
  /// @throws emanet.fault.FaultException `Erased` after its destruction
  public CaseKeys caseKeys(TenantId tenant, String caseId) {
    var owner = Owner.ofCase(tenant, caseId);
    var slots = List.of(Owner.CASE_SLOT);
    var found = items.read(owner).orElseGet(() -> items.create(owner, slots));
    return new CaseKeys(items.withKeys(found, slots));
  }

  public Destruction destroyCase(TenantId tenant, String caseId) {
    return items.erase(Owner.ofCase(tenant, caseId));
  }

  /// After `TenantKeys.destroy`: takes a person's keys away, whatever hold there is. Repeatable.
  public void end(TenantId tenant, SubjectId subject) {
    items.end(Owner.person(tenant, subject));
  }

  /// The same, of a case.
  public void endCase(TenantId tenant, String caseId) {
    items.end(Owner.ofCase(tenant, caseId));
  }

  /// After `TenantKeys.rotate`: brings the person's keys under the new KEK. Repeatable.
  ///
  /// @return how many keys were wrapped anew
  public int rewrap(TenantId tenant, SubjectId subject) {
    return items.rewrap(Owner.person(tenant, subject));
  }

  public int rewrapCase(TenantId tenant, String caseId) {
    return items.rewrap(Owner.ofCase(tenant, caseId));
  }

  /// Forgets every key, tenants' included. Called before a snapshot is taken.
  public void clear() {
    wrapping.clear();
  }

  private DataKey sealing(OwnerKeys seen, String slot) {
    if (seen.erased()) {
      throw new Fault.Erased().exception();
    }
    var draw = SealDraw.from(randomness);
    var keys = draw.renews() ? items.renew(seen, slot) : seen;
    int version =
        keys.current(slot)
            .orElseThrow(() -> new IllegalStateException("make the key first, by withKeys"));
    return wrapping.forSealing(
        keys.owner(), slot, version, wrapped(keys, slot, version), draw.nonce());
  }

  /// A version that `seen` does not have may have been made since it was read: the item is read
  /// again before anything is called tampered.
  private Optional<DataKey> opening(OwnerKeys seen, String slot, int version) {
    if (gone(seen, slot, version)) {
      return Optional.empty();
    }
    if (has(seen, slot, version)) {
      return Optional.of(
          wrapping.forOpening(seen.owner(), slot, version, wrapped(seen, slot, version)));
    }
    var now = items.read(seen.owner()).orElseThrow(() -> new Fault.Tampered().exception());
    if (gone(now, slot, version)) {
      return Optional.empty();
    }
    if (!has(now, slot, version)) {
      throw new Fault.Tampered().exception();
    }
    return Optional.of(
        wrapping.forOpening(now.owner(), slot, version, wrapped(now, slot, version)));
  }

  private static boolean gone(OwnerKeys keys, String slot, int version) {
    return keys.erased() || version <= keys.highestDestroyed(slot);
  }

  private static boolean has(OwnerKeys keys, String slot, int version) {
    var live = keys.live().get(slot);
    return live != null && live.containsKey(version);
  }

  private static Bytes wrapped(OwnerKeys keys, String slot, int version) {
    var live = keys.live().get(slot);
    var wrapped = live == null ? null : live.get(version);
    if (wrapped == null) {
      throw new IllegalStateException("no such version");
    }
    return wrapped;
  }

  private static List<String> slots(Set<CategoryCode> categories) {
    return categories.stream().map(CategoryCode::value).toList();
  }
}
