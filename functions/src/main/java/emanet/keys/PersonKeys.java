package emanet.keys;

import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// A person's wrapped keys as one strong read, or one write, showed them. Immutable.
public final class PersonKeys {
  private final OwnerKeys keys;

  PersonKeys(OwnerKeys keys) {
    this.keys = keys;
  }

  OwnerKeys keys() {
    return keys;
  }

  public TenantId tenant() {
    return keys.owner().tenant();
  }

  public SubjectId subject() {
    return new SubjectId(keys.owner().id());
  }

  /// Whether it is the tombstone of a person: final.
  public boolean erased() {
    return keys.erased();
  }

  /// When the tombstone was made; empty for the living, and for what was erased in nobody's name.
  public Optional<Instant> erasedAt() {
    return keys.erasedAt();
  }

  public boolean has(CategoryCode category) {
    return keys.has(category.value());
  }

  /// The categories that have a key.
  public Set<CategoryCode> categories() {
    return keys.live().keySet().stream().map(CategoryCode::new).collect(Collectors.toSet());
  }

  /// The version that seals now; empty where the category has no key.
  public OptionalInt version(CategoryCode category) {
    return keys.current(category.value());
  }

  /// Whether a record that was sealed under that version can still be opened.
  public boolean opens(CategoryCode category, int dekVersion) {
    var live = keys.live().get(category.value());
    return live != null && live.containsKey(dekVersion);
  }

  /// 0 where none was.
  public int highestDestroyed(CategoryCode category) {
    return keys.highestDestroyed(category.value());
  }

  /// Ids of the erasures that took effect on the person, or on a category of theirs.
  public Set<String> erasures() {
    return keys.erasures();
  }

  /// What forbids destruction.
  public Set<Hold> holds() {
    return keys.holds();
  }

  /// Whether a hold forbids the destruction of a category's keys.
  public boolean holds(CategoryCode category) {
    return holds().stream().anyMatch(hold -> hold.keeps(category));
  }

  /// The same; empty for the person, whom every hold keeps.
  public boolean holds(Optional<CategoryCode> category) {
    return category.map(this::holds).orElse(!holds().isEmpty());
  }

  @Override
  public String toString() {
    return "PersonKeys";
  }
}
