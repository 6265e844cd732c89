package emanet.subjects;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.Bytes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A record as it is to become, worked out and not yet written.
///
/// @param content empty where the record is to be deleted
/// @param before the record as it was read
/// @param creates whether there was no such record, or none that opens any more
/// @param version the one that it will have
/// @param activities those engaged for it from now on
/// @param puts pointers and filled trace, to be durable before the record is
/// @param attempts searchable field → attempt
/// @param stale pointers and traces that are nobody's once the record is put
/// @param rewritten traces of earlier attempts, of which something is still in use
/// @param own what this attempt leaves in the look-ups, if it comes to nothing
/// @param began what its times of retention count from
/// @param same whether it says nothing that the record does not say already
record Draft(
    RecordPlace place,
    Optional<Content> content,
    Optional<StoredRecord> before,
    boolean creates,
    long version,
    Set<String> activities,
    List<Item> puts,
    java.util.Map<String, String> attempts,
    Collection<Key> stale,
    List<Item> rewritten,
    Collection<Key> own,
    Began began,
    boolean same,
    Bytes mark) {

  static long after(Optional<StoredRecord> before) {
    return before.map(StoredRecord::version).orElse(0L) + 1;
  }

  /// Whether pointers are to be put, which an open trace has to come before.
  boolean points() {
    return own.size() > 1;
  }

  Condition condition() {
    return StoredRecord.unchanged(before);
  }

  StoredRecord sealed(Optional<Bytes> ciphertext) {
    return ciphertext
        .map(sealed ->
            new StoredRecord(
                version, Optional.of(sealed), activities, attempts, Optional.of(mark), began))
        .orElseGet(() -> StoredRecord.deleted(version, Optional.of(mark)))
        .after(before);
  }

  /// The same, with more to tidy: what an earlier try of this attempt left and this one does not
  /// use.
  Draft tidying(Collection<Key> left) {
    var used = new LinkedHashSet<Key>();
    puts.forEach(item -> used.add(item.key()));
    var all = new LinkedHashSet<>(stale);
    left.stream().filter(key -> !used.contains(key)).forEach(all::add);
    var naming = puts.stream().map(item -> naming(item, left)).toList();
    return new Draft(
        place,
        content,
        before,
        creates,
        version,
        activities,
        naming,
        attempts,
        all,
        rewritten,
        own,
        began,
        same,
        mark);
  }

  /// The trace that is written anew names what an earlier try left, too: whoever stops before it is
  /// tidied away leaves nothing that no trace leads to.
  private static Item naming(Item item, Collection<Key> left) {
    if (!item.flag(Pointers.FILLED)) {
      return item;
    }
    var pointers = new TreeSet<>(item.texts(Pointers.POINTERS));
    left.stream()
        .filter(key -> !key.equals(item.key()))
        .forEach(key -> pointers.add(Pointers.text(key)));
    return item.with(Pointers.POINTERS, (Set<String>) pointers);
  }
}
