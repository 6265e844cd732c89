package emanet.glass;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Where broken glasses stand.
///
/// Guarantee: one is written once, and closed once, each by one conditional write; a strong read
/// shows both at once, in every Region. Not guaranteed: that each mark in the deployment's list has
/// a glass; that is put first.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a glass | `T#<tenant>#BG` | its id |
/// | mark in the deployment's list | `T#platform#BGS` | its id |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `tenant` | S | of a mark: whose it is |
/// | `by`, `decided` | S | who asked for it, who approved: actors' ids |
/// | `at`, `until` | N | ms |
/// | `letters` | SS | ids of sends |
/// | `reason` | B | sealed as the tenant's documents are, at (`BG`, id, 1) |
/// | `endedBy` | S | who closed it |
/// | `ended` | N | ms: when that was |
final class GlassItems {
  private static final String TENANT = "tenant";
  private static final String BY = "by";
  private static final String DECIDED = "decided";
  private static final String AT = "at";
  private static final String UNTIL = "until";
  private static final String LETTERS = "letters";
  private static final String REASON = "reason";
  private static final String ENDED_BY = "endedBy";
  private static final String ENDED = "ended";
  private static final String LIST = "T#" + Caller.PLATFORM + "#BGS";
  private static final String LOWEST = "!";
  private static final String HIGHEST = "~";

  private final Store store;

  GlassItems(Store store) {
    this.store = store;
  }

  private static String partition(TenantId tenant) {
    return "T#" + tenant + "#BG";
  }

  private static Key key(TenantId tenant, String id) {
    return new Key(Table.REGISTER, partition(tenant), id);
  }

  private static Key mark(String id) {
    return new Key(Table.REGISTER, LIST, id);
  }

  /// Puts one, or finds it there.
  void put(Glass glass) {
    var mark = Item.at(mark(glass.id())).with(TENANT, glass.tenant().value());
    var _ = store.put(mark, Condition.always());
    var item =
        Item.at(key(glass.tenant(), glass.id()))
            .with(BY, glass.by())
            .with(DECIDED, glass.decidedBy())
            .with(AT, glass.at().toEpochMilli())
            .with(UNTIL, glass.until().toEpochMilli())
            .with(LETTERS, glass.letters())
            .with(REASON, glass.reason());
    // the same approval once more comes to the same glass
    var _ = store.put(item, Condition.noItem());
  }

  /// Closes one; the same again changes nothing.
  Glass end(Glass glass, Glass.Ended ended) {
    var changes =
        List.of(Change.set(ENDED_BY, ended.by()), Change.set(ENDED, ended.at().toEpochMilli()));
    var open = Condition.all(Condition.present(UNTIL), Condition.absent(ENDED));
    var written = store.update(key(glass.tenant(), glass.id()), changes, open);
    var now =
        switch (written) {
          case Written.Done(var after) -> after;
          case Written.Conflict(var current) -> current;
        };
    return now.map(item -> parse(glass.tenant(), item)).orElse(glass);
  }

  Optional<Glass> find(TenantId tenant, String id) {
    return store.read(key(tenant, id)).map(item -> parse(tenant, item));
  }

  /// Of whichever tenant.
  Optional<Glass> find(String id) {
    return store.read(mark(id)).flatMap(mark -> find(new TenantId(mark.text(TENANT)), id));
  }

  /// A tenant's, in the order of ids.
  List<Glass> list(TenantId tenant, int limit, Optional<String> after) {
    return store.query(range(partition(tenant), limit, after)).stream()
        .map(item -> parse(tenant, item))
        .toList();
  }

  /// The deployment's, in the order of ids: where a mark has no glass yet, that is left out.
  ///
  /// @return by ids
  SequencedMap<String, Optional<Glass>> all(int limit, Optional<String> after) {
    var tenants = new LinkedHashMap<String, TenantId>();
    store
        .query(range(LIST, limit, after))
        .forEach(mark -> tenants.put(mark.key().sort(), new TenantId(mark.text(TENANT))));
    var keys = new ArrayList<Key>();
    tenants.forEach((id, tenant) -> keys.add(key(tenant, id)));
    var read = store.readAll(keys);
    var found = new LinkedHashMap<String, Optional<Glass>>();
    tenants.forEach((id, tenant) ->
        found.put(
            id, Optional.ofNullable(read.get(key(tenant, id))).map(item -> parse(tenant, item))));
    return found;
  }

  private static Range range(String partition, int limit, Optional<String> after) {
    var range = Range.between(Table.REGISTER, partition, LOWEST, HIGHEST).limit(limit);
    return after.map(range::after).orElse(range);
  }

  private static Glass parse(TenantId tenant, Item item) {
    return new Glass(
        item.key().sort(),
        tenant,
        item.text(BY),
        item.text(DECIDED),
        Instant.ofEpochMilli(item.number(AT)),
        Instant.ofEpochMilli(item.number(UNTIL)),
        item.texts(LETTERS),
        item.bytes(REASON),
        item.optionalNumber(ENDED)
            .map(at -> new Glass.Ended(item.text(ENDED_BY), Instant.ofEpochMilli(at))));
  }
}
