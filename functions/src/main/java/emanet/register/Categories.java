package emanet.register;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The categories that a tenant has: the built-in ones, with what it added to them, and its own.
public final class Categories {
  private static final String NOBODY = "emanet";

  /// Codes begin so of what is kept of people beside their records, under keys as a category's.
  private static final String RESERVED = "emanet-";

  private final Shelf<Category> shelf;
  private final Editing<Category> editing;
  private final Access access;
  private final Trail trail;

  Categories(Shelf<Category> shelf, Access access, Trail trail, InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.access = access;
    this.trail = trail;
  }

  /// Whether a code is the product's own: no tenant's category has it.
  public static boolean isReserved(CategoryCode code) {
    return code.value().startsWith(RESERVED);
  }

  /// The category with its version in it.
  static Category numbered(Filed<Category> filed) {
    var category = filed.value();
    return new Category(
        category.code(),
        filed.version(),
        category.title(),
        category.verbis(),
        category.special(),
        category.fields());
  }

  /// The categories of those codes that there are.
  public Map<CategoryCode, Category> find(TenantId tenant, List<CategoryCode> codes) {
    var found = new LinkedHashMap<CategoryCode, Category>();
    codes.forEach(code ->
        BuiltInCategories.find(code.value()).ifPresent(builtIn -> found.put(code, builtIn)));
    shelf
        .readAll(tenant, codes.stream().map(CategoryCode::value).distinct().toList())
        .forEach(filed -> found.put(filed.value().code(), numbered(filed)));
    return found;
  }

  /// All that the tenant has, by code, for a call that is recorded as what it is.
  public Map<CategoryCode, Category> all(TenantId tenant) {
    var all = new LinkedHashMap<CategoryCode, Category>();
    BuiltInCategories.all().values().forEach(builtIn -> all.put(builtIn.code(), builtIn));
    shelf
        .readAll(tenant, shelf.codes(tenant))
        .forEach(filed -> all.put(filed.value().code(), numbered(filed)));
    return all;
  }

  Recorded<Filed<Category>> read(Caller caller, CategoryCode code) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(code),
        () -> {
          access.require(caller, Access.CATEGORY_READERS);
          return shelf
              .read(caller.tenant(), code.value())
              .or(() -> builtIn(code))
              .orElseThrow(() -> new Fault.Absent().exception());
        });
  }

  /// All, in the order of their codes.
  Recorded<Page<Filed<Category>>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "category",
        () -> {
          access.require(caller, Access.CATEGORY_READERS);
          var own = shelf.list(caller.tenant(), limit, after);
          return withBuiltIns(own, limit, after);
        });
  }

  /// Joins a page of stored categories with the built-in ones that fall into it.
  private static Page<Filed<Category>> withBuiltIns(
      Page<Filed<Category>> own, int limit, Optional<String> after) {
    var all = new TreeMap<String, Filed<Category>>();
    BuiltInCategories.all()
        .values()
        .forEach(category -> all.put(category.code().value(), filed(category)));
    var beyond = own.after();
    all.keySet()
        .removeIf(code ->
            after.filter(from -> code.compareTo(from) <= 0).isPresent()
                || beyond.filter(to -> code.compareTo(to) > 0).isPresent());
    own.items().forEach(filed -> all.put(filed.code(), filed));
    var items = List.copyOf(all.values());
    if (items.size() <= limit) {
      return new Page<>(items, beyond);
    }
    var page = items.subList(0, limit);
    return new Page<>(page, Optional.of(page.getLast().code()));
  }

  Recorded<Editing.Saved<Category>> put(
      Caller caller, CategoryCode code, Draft<Category> draft, Revision revision) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(code),
        () -> {
          access.require(caller, Access.EDITORS);
          if (isReserved(code)) {
            throw Fault.Conflicting.of(Conflict.EXISTS).exception();
          }
          return editing.save(
              caller.tenant(),
              caller.actor().value(),
              code.value(),
              revision,
              builtIn(code),
              current ->
                  Editing.Next.of(
                      draft.judged((next, errors) ->
                          CategoryRules.judge(next, current.map(Filed::value), errors))));
        });
  }

  private static Optional<Filed<Category>> builtIn(CategoryCode code) {
    return BuiltInCategories.find(code.value()).map(Categories::filed);
  }

  private static Filed<Category> filed(Category builtIn) {
    return new Filed<>(
        builtIn.code().value(), 1, Instant.EPOCH, NOBODY, builtIn, "", 1, Optional.empty());
  }

  private static String target(CategoryCode code) {
    return "category/" + code;
  }
}
