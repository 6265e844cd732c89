package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.keys.PersonKeys;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Filed;
import emanet.register.Policy;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.subjects.Returning.Fate;
import emanet.subjects.Returning.Judged;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Judges which records of a backup come back, and as what (`Returning`). A row that is now as it
/// was costs no more than to open it twice; consents and activities are read for the others alone.
final class RecordsBack {
  private final Store store;
  private final Policy policy;
  private final ConsentStanding consents;
  private final Vault vault;
  private final Resealing resealing;

  RecordsBack(
      Store store, Policy policy, ConsentStanding consents, Vault vault, Resealing resealing) {
    this.store = store;
    this.policy = policy;
    this.consents = consents;
    this.vault = vault;
    this.resealing = resealing;
  }

  /// A record that opens and is not what it was.
  ///
  /// @param before what it is now; empty where that was deleted, is not there or does not open
  private record Differing(
      RecordPlace place,
      Person person,
      StoredRecord then,
      Content content,
      Optional<StoredRecord> now,
      Optional<Content> before) {
    Set<ActivityCode> activities() {
      return then.activities().stream().map(ActivityCode::new).collect(Collectors.toSet());
    }

    PersonKeys keys() {
      return person.keys().orElseThrow();
    }

    long version(long passed) {
      return now.map(record -> record.version() + 1).orElseGet(() -> then.version() + 1 + passed);
    }
  }

  /// @param read the rows' keys, and their people
  /// @param passed milliseconds since the backup
  List<Judged> judge(TenantId tenant, List<Item> rows, Map<Key, Item> read, long passed) {
    var judged = new ArrayList<Judged>();
    var differing = new ArrayList<Differing>();
    for (var row : rows) {
      var place = Disposal.place(tenant, RecordPlace.subject(row.key()), row.key());
      var then = StoredRecord.of(row);
      if (!then.isDeleted()) {
        compared(place, then, read, differing).ifPresent(judged::add);
      }
    }
    judged.addAll(judge(tenant, differing, passed));
    return judged;
  }

  /// @return empty where it differs
  private Optional<Judged> compared(
      RecordPlace place, StoredRecord then, Map<Key, Item> read, List<Differing> differing) {
    var person = Person.of(read, place.tenant(), place.subject());
    if (person.isErased()) {
      return Optional.of(Judged.of(place, Fate.GONE));
    }
    if (person.keys().isEmpty()) {
      return Optional.of(Judged.of(place, Fate.KEYLESS));
    }
    var keys = person.keys().get();
    var content = opened(place, keys, then);
    if (content.isEmpty()) {
      return Optional.of(
          Judged.of(place, isAlive(place, then, keys) ? Fate.TAMPERED : Fate.CLOSED));
    }
    var now = Optional.ofNullable(read.get(place.key())).map(StoredRecord::of);
    var before = now.flatMap(record -> opened(place, keys, record));
    if (before.equals(content)
        && now.map(StoredRecord::activities).equals(Optional.of(then.activities()))) {
      return Optional.of(Judged.of(place, Fate.SAME));
    }
    differing.add(new Differing(place, person, then, content.get(), now, before));
    return Optional.empty();
  }

  private Optional<Content> opened(RecordPlace place, PersonKeys keys, StoredRecord record) {
    return Vault.untampered(() -> vault.open(place, keys, record), Optional::empty);
  }

  private boolean isAlive(RecordPlace place, StoredRecord record, PersonKeys keys) {
    return record
        .sealed()
        .filter(sealed -> keys.opens(place.category(), vault.dekVersion(sealed)))
        .isPresent();
  }

  private List<Judged> judge(TenantId tenant, List<Differing> differing, long passed) {
    if (differing.isEmpty()) {
      return List.of();
    }
    var standing = standing(tenant, differing);
    var codes = new HashSet<ActivityCode>();
    var categories = new HashSet<CategoryCode>();
    standing.values().forEach(codes::addAll);
    differing.forEach(one -> {
      codes.addAll(one.activities());
      categories.add(one.place().category());
    });
    var read = store.readAll(policy.keysForCodes(tenant, codes, categories));
    var activities = new HashMap<ActivityCode, Activity>();
    codes.forEach(code ->
        policy
            .activity(tenant, read, code)
            .map(Filed::value)
            .ifPresent(activity -> activities.put(code, activity)));
    return differing.stream()
        .map(one -> {
          var consented = standing.getOrDefault(one.place().subject(), Set.of());
          var groups = Engagement.groups(one.person().groups().orElse(Set.of()));
          var engagement = new Engagement(activities, consented, groups, List.of());
          return judged(
              one, engagement, policy.category(tenant, read, one.place().category()), passed);
        })
        .toList();
  }

  private Map<SubjectId, Set<ActivityCode>> standing(TenantId tenant, List<Differing> differing) {
    var people = new LinkedHashSet<SubjectId>();
    differing.forEach(one -> people.add(one.place().subject()));
    var subjects = List.copyOf(people);
    var asked =
        subjects.stream()
            .<Callable<Set<ActivityCode>>>map(
                subject -> () -> consents.of(tenant, subject).keySet())
            .toList();
    var answers = Stage.all(asked);
    var standing = new HashMap<SubjectId, Set<ActivityCode>>();
    for (int i = 0; i < subjects.size(); i++) {
      standing.put(subjects.get(i), answers.get(i));
    }
    return standing;
  }

  /// What of it is still covered comes back, and no more.
  private Judged judged(
      Differing one, Engagement engagement, Optional<Category> category, long passed) {
    var place = one.place();
    if (one.person().stored().isEmpty()) {
      // their card is to come back before it, and then it is judged
      return new Judged(place, Fate.BACK, Optional.empty());
    }
    var engaged =
        engagement.engaged(place.category(), place.record(), one.then().activities(), _ -> false);
    if (engaged.isEmpty() || category.isEmpty()) {
      return Judged.of(place, Fate.UNCOVERED);
    }
    var fields = one.content().fields().deepCopy();
    fields.retain(Engagement.covered(category.get(), engaged.values()));
    if (fields.isEmpty() && !one.content().fields().isEmpty()) {
      return Judged.of(place, Fate.UNCOVERED);
    }
    var after = new Content(fields, one.content().eventDate(), one.content().asOf());
    var codes = engaged.keySet().stream().map(ActivityCode::value).collect(Collectors.toSet());
    if (one.before().equals(Optional.of(after))
        && one.now().map(StoredRecord::activities).equals(Optional.of(codes))) {
      return Judged.of(place, Fate.SAME);
    }
    var starts = engagement.starts(engaged.keySet(), place.category());
    return Judged.back(
        place,
        () ->
            resealing.putBack(
                place,
                category.get(),
                one.keys(),
                one.then(),
                one.now(),
                one.before(),
                after,
                starts,
                () -> one.person().end(vault),
                one.version(passed)));
  }
}
