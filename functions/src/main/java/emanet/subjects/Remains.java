package emanet.subjects;

import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks in tables that were brought back for what they must not have: people who were erased. By
/// other ways than the replay that erased them again, so that what the replay missed is found here:
///
/// - `known`: by each certified erasure's own copy, whether anything of the person, or of the
///   category, is left;
/// - `present`: by the keys in use, whether anybody lives here who is erased there;
/// - `opening`: whether anything that the backup holds of somebody who is erased here opens by what
///   keys there are here. Who has neither keys nor a tombstone is none of them (`Rebuilding`).
///
/// What leads to people from values is looked at by `Links`. Of whom something is found is told to
/// nobody: pages say how many.
public final class Remains {
  private static final int PEOPLE = 100;
  private static final int RECORDS = 50;

  /// Longer than any call lasts: who was asked to be erased before has had the record written.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Store store;
  private final ReplayRecords records;
  private final Vault vault;
  private final Roster roster;

  /// @param needs of rooms over the tables that were brought back
  public Remains(Subjects.Needs needs, ReplayRecords records) {
    this.store = needs.store();
    this.records = records;
    this.vault = new Vault(needs.keyring(), needs.envelope());
    this.roster = new Roster(store);
  }

  /// What a page came to.
  ///
  /// @param looked at
  /// @param found what should not be there
  /// @param next where to go on; empty after the last
  public record Page(long looked, long found, Optional<String> next) {}

  /// The next people that live here: whether the keys in use have a tombstone of theirs.
  ///
  /// @param before erasures that came later are none of it
  public Page present(
      TenantId tenant, int shard, Optional<String> after, Store inUse, Instant before) {
    var people = roster.ofShard(tenant, shard, PEOPLE, after.map(SubjectId::new));
    var keys = people.stream().map(subject -> Keyring.item(tenant, subject)).toList();
    var here = store.readAll(keys);
    var there = inUse.readAll(keys);
    long found =
        people.stream()
            .filter(subject -> lives(tenant, subject, here))
            .filter(subject -> isErased(tenant, subject, there, before))
            .count();
    return new Page(
        people.size(), found, next(people.stream().map(SubjectId::value).toList(), PEOPLE));
  }

  private static Optional<String> next(List<String> page, int full) {
    return page.size() < full ? Optional.empty() : Optional.of(page.getLast());
  }

  static Optional<PersonKeys> keys(TenantId tenant, SubjectId subject, Map<Key, Item> read) {
    return Optional.ofNullable(read.get(Keyring.item(tenant, subject)))
        .map(item -> Keyring.parse(tenant, subject, item));
  }

  private static boolean lives(TenantId tenant, SubjectId subject, Map<Key, Item> read) {
    return keys(tenant, subject, read).filter(keys -> !keys.erased()).isPresent();
  }

  private static boolean isErased(
      TenantId tenant, SubjectId subject, Map<Key, Item> read, Instant before) {
    return keys(tenant, subject, read)
        .filter(PersonKeys::erased)
        .filter(keys -> keys.erasedAt().map(at -> at.isBefore(before)).orElse(true))
        .isPresent();
  }

  /// The next erasures that were certified: whether anything is left of whom, or what, they took.
  public Page known(TenantId tenant, Optional<String> after, Instant before) {
    var ids = records.idsEverywhere(tenant, Replayed.CERTIFICATE, after, RECORDS);
    long looked = 0;
    long found = 0;
    for (var id : ids) {
      if (id.endsWith(ErasureCopy.FINAL)) {
        continue; // the same one
      }
      var copy = records.read(tenant, Replayed.CERTIFICATE, id);
      if (copy.isEmpty()) {
        continue; // the replay has said that it cannot be read
      }
      var erasure = new StoredErasure(tenant, id, ErasureCopy.item(tenant, id, copy.get()));
      if (erasure.effective().isBefore(before.minus(SETTLED))) {
        looked++;
        found += isLeft(erasure) ? 1 : 0;
      }
    }
    return new Page(looked, found, next(ids, RECORDS));
  }

  private boolean isLeft(StoredErasure erasure) {
    var tenant = erasure.tenant();
    var subject = erasure.subject();
    var read = store.readAll(List.of(Keyring.item(tenant, subject), Roster.key(tenant, subject)));
    return erasure
        .category()
        .map(code -> isLeft(erasure, code, keys(tenant, subject, read)))
        .orElseGet(() ->
            lives(tenant, subject, read)
                || read.containsKey(Roster.key(tenant, subject))
                || hasAny(Table.RECORDS, RecordPlace.partition(tenant, subject))
                || hasAny(Table.LOOKUPS, Pointers.tracePartition(tenant, subject)));
  }

  private boolean hasAny(Table table, String partition) {
    return !store.query(Range.between(table, partition, "!", "~").limit(1)).isEmpty();
  }

  /// What was written anew since lies under a later key.
  private boolean isLeft(StoredErasure erasure, CategoryCode code, Optional<PersonKeys> keys) {
    long destroyed = erasure.keys().getOrDefault(code.value(), 0L);
    if (keys.isEmpty()) {
      return false; // a person who is not in the backup
    }
    for (int version = 1; version <= destroyed; version++) {
      if (keys.get().opens(code, version)) {
        return true;
      }
    }
    return false;
  }

  /// Rows that the backup has of people: those of who is erased are tried by what keys there are
  /// here.
  public Page opening(Collection<Item> rows) {
    var sealed = rows.stream().filter(Remains::isOfPerson).toList();
    var read =
        store.readAll(
            sealed.stream()
                .map(row -> Keyring.item(tenant(row), subject(row)))
                .distinct()
                .toList());
    var gone = new HashMap<Key, Boolean>();
    long looked = 0;
    long found = 0;
    for (var row : sealed) {
      var tenant = tenant(row);
      var subject = subject(row);
      boolean erased =
          gone.computeIfAbsent(
              Keyring.item(tenant, subject),
              _ -> keys(tenant, subject, read).filter(PersonKeys::erased).isPresent());
      if (erased) {
        looked++;
        found += keys(tenant, subject, read).filter(keys -> opens(row, keys)).isPresent() ? 1 : 0;
      }
    }
    return new Page(looked, found, Optional.empty());
  }

  private static boolean isOfPerson(Item row) {
    var parts = row.key().partition().split("#", -1);
    return parts.length == 4
        && parts[2].equals("S")
        && row.key().sort().startsWith(RecordPlace.RECORDS)
        && StoredRecord.of(row).sealed().isPresent();
  }

  private static TenantId tenant(Item row) {
    return new TenantId(row.key().partition().split("#", -1)[1]);
  }

  private static SubjectId subject(Item row) {
    return new SubjectId(row.key().partition().split("#", -1)[3]);
  }

  /// What opened is closed again at once, and goes nowhere.
  private boolean opens(Item row, PersonKeys keys) {
    var place = Disposal.place(tenant(row), subject(row), row.key());
    return Vault.untampered(
        () -> vault.open(place, keys, StoredRecord.of(row)).isPresent(), () -> false);
  }
}
