package emanet.subjects;

import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.keys.Hold;
import emanet.keys.Keyring;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// What stands on a person's item of keys beside the keys: restrictions and holds. They lie there
/// so that the strong read that every call makes anyway shows them, and so that an erasure's one
/// conditional write meets them.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `restrictions` | M | by id: M of `kind` S, `categories` SS, `activities` SS, `by` S (actor), `at` N (ms), `reason` B |
/// | `holding` | M | by id: M of `category` S, `by` S (actor), `at` N (ms), `reason` B |
///
/// An absent set means all. `reason` is envelope format 1 under the person's own key. The ids in
/// `holding` are those of the keys' `holds`; both change in one update.
///
/// @param restrictions in the order in which they were set
/// @param holds likewise
public record PersonMarks(List<Restriction> restrictions, List<HoldNote> holds) {
  static final String RESTRICTIONS = "restrictions";
  static final String HOLDING = "holding";
  private static final String KIND = "kind";
  private static final String CATEGORIES = "categories";
  private static final String ACTIVITIES = "activities";
  private static final String CATEGORY = "category";
  private static final String BY = "by";
  private static final String AT = "at";
  private static final String REASON = "reason";
  private static final PersonMarks NONE = new PersonMarks(List.of(), List.of());

  public PersonMarks {
    restrictions = List.copyOf(restrictions);
    holds = List.copyOf(holds);
  }

  /// What a strong read of `Keyring.item` showed.
  public static PersonMarks of(Map<Key, Item> read, TenantId tenant, SubjectId subject) {
    return Optional.ofNullable(read.get(Keyring.item(tenant, subject)))
        .map(PersonMarks::of)
        .orElse(NONE);
  }

  static PersonMarks of(Item item) {
    var restrictions = all(item, RESTRICTIONS, PersonMarks::restriction);
    restrictions.sort(Comparator.comparing(Restriction::at).thenComparing(Restriction::id));
    var holds = all(item, HOLDING, PersonMarks::hold);
    holds.sort(Comparator.comparing(HoldNote::at).thenComparing(note -> note.hold().id()));
    return new PersonMarks(restrictions, holds);
  }

  private static <T> List<T> all(Item item, String name, BiFunction<String, Item, T> as) {
    var all = new ArrayList<T>();
    if (item.has(name)) {
      item.tree(name)
          .forEach((id, value) -> {
            if (value instanceof Value.Tree(var entries)) {
              all.add(as.apply(id, new Item(item.key(), entries)));
            }
          });
    }
    return all;
  }

  private static Restriction restriction(String id, Item part) {
    return new Restriction(
        id,
        Restriction.Kind.valueOf(part.text(KIND)),
        part.texts(CATEGORIES).stream().map(CategoryCode::new).collect(Collectors.toSet()),
        part.texts(ACTIVITIES).stream().map(ActivityCode::new).collect(Collectors.toSet()),
        part.text(BY),
        Instant.ofEpochMilli(part.number(AT)),
        part.bytes(REASON));
  }

  private static HoldNote hold(String id, Item part) {
    return new HoldNote(
        new Hold(id, part.optionalText(CATEGORY).map(CategoryCode::new)),
        part.text(BY),
        Instant.ofEpochMilli(part.number(AT)),
        part.bytes(REASON));
  }

  static Value value(Restriction restriction) {
    var parts = new HashMap<String, Value>();
    parts.put(KIND, Value.of(restriction.kind().name()));
    put(parts, CATEGORIES, texts(restriction.categories()));
    put(parts, ACTIVITIES, texts(restriction.activities()));
    put(parts, restriction.by(), restriction.at(), restriction.reason());
    return Value.of(parts);
  }

  static Value value(HoldNote note) {
    var parts = new HashMap<String, Value>();
    note.hold().category().ifPresent(code -> parts.put(CATEGORY, Value.of(code.value())));
    put(parts, note.by(), note.at(), note.reason());
    return Value.of(parts);
  }

  private static void put(Map<String, Value> parts, String by, Instant at, Bytes reason) {
    parts.put(BY, Value.of(by));
    parts.put(AT, Value.of(at.toEpochMilli()));
    parts.put(REASON, Value.of(reason));
  }

  /// DynamoDB has no empty set.
  private static void put(Map<String, Value> parts, String name, Set<String> texts) {
    if (!texts.isEmpty()) {
      parts.put(name, Value.of(texts));
    }
  }

  private static Set<String> texts(Set<?> codes) {
    return codes.stream().map(Object::toString).collect(Collectors.toSet());
  }

  Optional<HoldNote> hold(String id) {
    return holds.stream().filter(note -> note.hold().id().equals(id)).findFirst();
  }

  Optional<Restriction> restriction(String id) {
    return restrictions.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /// Whether a category may not be used under an activity.
  public boolean stops(ActivityCode activity, CategoryCode category) {
    return restrictions.stream().anyMatch(one -> one.stops(activity, category));
  }

  /// Whether nothing of the person may be used under an activity.
  public boolean stopsAll(ActivityCode activity) {
    return restrictions.stream().anyMatch(one -> one.stopsAll(activity));
  }

  /// Refuses the use of a category, but for the person's own access.
  ///
  /// @throws emanet.fault.FaultException `Refused`
  public void requireOpen(
      Caller caller, SubjectId subject, ActivityCode activity, CategoryCode category) {
    refuse(caller, subject, stops(activity, category));
  }

  /// Refuses the use of all of the person's data, but for their own access.
  ///
  /// @throws emanet.fault.FaultException `Refused`
  public void requireOpen(Caller caller, SubjectId subject, ActivityCode activity) {
    refuse(caller, subject, stopsAll(activity));
  }

  /// Refuses what is under no activity, but for the person's own access.
  ///
  /// @throws emanet.fault.FaultException `Refused`
  void requireOpen(Caller caller, SubjectId subject) {
    refuse(caller, subject, restrictions.stream().anyMatch(Restriction::stopsEverything));
  }

  private static void refuse(Caller caller, SubjectId subject, boolean stopped) {
    if (stopped && !caller.subject().equals(Optional.of(subject))) {
      throw new Fault.Refused(Refusal.RESTRICTED).exception();
    }
  }
}
