package emanet.subjects;

import emanet.keys.Keyring;
import emanet.register.Policy;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// Walks all that leads from values, and from days, to people: pointers of the blind index, and the
/// index of starts. For a drill: none may lead to somebody whose keys are gone, whoever it is.
public final class Links {
  private static final int PAGE = 500;
  private static final int BUCKETS = 256;

  /// Partitions that are looked at in a page, all at once.
  private static final int AT_ONCE = 32;

  private final Store store;
  private final Policy policy;

  /// @param needs of rooms over the tables that were brought back
  public Links(Subjects.Needs needs) {
    this.store = needs.store();
    this.policy = needs.policy();
  }

  /// The next parts of a tenant's: how many there are, and how many lead to nobody who lives.
  public Remains.Page page(TenantId tenant, Optional<String> after) {
    var walk = walk(tenant);
    int from = after.map(Integer::parseInt).orElse(0);
    int to = Math.min(walk.size(), from + AT_ONCE);
    var calls = new ArrayList<Callable<Remains.Page>>();
    walk.subList(from, to).forEach(part -> calls.add(() -> part(tenant, part)));
    long looked = 0;
    long found = 0;
    for (var part : Stage.all(calls)) {
      looked += part.looked();
      found += part.found();
    }
    var next = to < walk.size() ? Optional.of(Integer.toString(to)) : Optional.<String>empty();
    return new Remains.Page(looked, found, next);
  }

  /// A partition of look-ups.
  ///
  /// @param category whose key has to live; empty where a start may wait to be dropped
  private record Part(String partition, Optional<CategoryCode> category) {}

  /// All partitions that may hold any, by the directory of what records there are.
  private List<Part> walk(TenantId tenant) {
    var walk = new ArrayList<Part>();
    var codes = new TreeSet<String>();
    var directory = Range.between(Table.LOOKUPS, StartItems.directory(tenant), "!", "~");
    for (var listed : store.queryAll(directory)) {
      var parts = listed.key().sort().split("#", -1);
      var category = new CategoryCode(parts[2]);
      codes.add(parts[2]);
      for (int shard = 0; shard < Roster.COUNT; shard++) {
        var partition = StartItems.partition(tenant, parts[0].charAt(0), parts[1], category, shard);
        walk.add(new Part(partition, Optional.empty()));
      }
    }
    codes.forEach(code -> buckets(tenant, new CategoryCode(code), walk));
    return walk;
  }

  private void buckets(TenantId tenant, CategoryCode code, List<Part> walk) {
    var read = store.readAll(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    var fields =
        policy.category(tenant, read, code).stream()
            .flatMap(category -> category.fields().entrySet().stream())
            .filter(field -> field.getValue().searchable())
            .map(Map.Entry::getKey)
            .toList();
    for (var field : fields) {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        var partition = Pointers.partition(tenant, code, field, "%02x".formatted(bucket));
        walk.add(new Part(partition, Optional.of(code)));
      }
    }
  }

  private Remains.Page part(TenantId tenant, Part part) {
    var range = Range.between(Table.LOOKUPS, part.partition(), "!", "~").limit(PAGE);
    long looked = 0;
    long found = 0;
    for (var page = store.query(range); ; ) {
      var people =
          page.stream().map(item -> new SubjectId(item.key().sort().split("#", -1)[1])).toList();
      var keys = people.stream().distinct().map(one -> Keyring.item(tenant, one)).toList();
      var read = store.readAll(keys);
      looked += people.size();
      found +=
          people.stream()
              .filter(one ->
                  Remains.keys(tenant, one, read)
                      .filter(its -> !its.erased() && part.category().stream().allMatch(its::has))
                      .isEmpty())
              .count();
      if (page.size() < PAGE) {
        return new Remains.Page(looked, found, Optional.empty());
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
  }
}
