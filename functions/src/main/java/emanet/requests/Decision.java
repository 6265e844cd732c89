package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Activity.Disposal;
import emanet.subjects.Suppress;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was decided on a request, right by right, and where it matters category by category.
///
/// @param changes what records are to become, where rectification was accepted. A change keeps its
///   number, by which its step is known, also where its right is refused after all.
record Decision(List<Item> items, List<RecordChange> changes) {
  private static final String SUPPRESS = "suppress";
  private static final String UNTIL = "until";

  Decision {
    items = List.copyOf(items);
    changes = List.copyOf(changes);
  }

  /// One line of it.
  ///
  /// @param category empty where it is on all
  /// @param reason always there where it is refused (Art. 13/3)
  /// @param method of an erasure; empty: as the register says
  /// @param suppress of an erasure: whether the national id is not taken up again
  record Item(
      Right right,
      Optional<CategoryCode> category,
      boolean accepted,
      Optional<String> reason,
      Optional<Disposal> method,
      Optional<Suppress> suppress) {}

  /// A change of a record, by its place and the fields that are to be other.
  record RecordChange(CategoryCode category, String record, ObjectNode fields) {
    @Override
    public String toString() {
      return "RecordChange[" + category + "]";
    }
  }

  List<Item> of(Right right) {
    return items.stream().filter(item -> item.right() == right).toList();
  }

  List<Item> accepted(Right right) {
    return of(right).stream().filter(Item::accepted).toList();
  }

  boolean accepts(Right right) {
    return !accepted(right).isEmpty();
  }

  /// Whether it is to be made: of one whose right is refused after all, only what was done before
  /// stays.
  boolean accepts(RecordChange change) {
    return accepted(Right.RECTIFICATION).stream().anyMatch(item -> isOf(change, item));
  }

  static boolean isOf(RecordChange change, Item item) {
    return item.category().filter(c -> !c.equals(change.category())).isEmpty();
  }

  /// Whether both decide the same: the same items, and the same changes to be made.
  boolean isSame(Decision other) {
    return items.equals(other.items) && accepted().equals(other.accepted());
  }

  private List<RecordChange> accepted() {
    return changes.stream().filter(this::accepts).toList();
  }

  /// These items with these changes, whether or not they are still to be made.
  Decision over(List<RecordChange> all) {
    return new Decision(items, all);
  }

  boolean acceptsAny() {
    return items.stream().anyMatch(Item::accepted);
  }

  ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode();
    var array = json.putArray("items");
    for (var item : items) {
      var line = array.addObject().put("right", item.right().code());
      item.category().ifPresent(category -> line.put("category", category.value()));
      line.put("outcome", item.accepted() ? "ACCEPT" : "REFUSE");
      item.reason().ifPresent(reason -> line.put("reason", reason));
      item.method().ifPresent(method -> line.put("method", method.name()));
      item.suppress()
          .ifPresent(suppress ->
              suppress
                  .until()
                  .ifPresentOrElse(
                      until -> line.putObject(SUPPRESS).put(UNTIL, until),
                      () -> line.put(SUPPRESS, true)));
    }
    if (!changes.isEmpty()) {
      json.set("changes", changesJson());
    }
    return json;
  }

  private ArrayNode changesJson() {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var change : changes) {
      array
          .addObject()
          .put("category", change.category().value())
          .put("recordId", change.record())
          .set("fields", change.fields());
    }
    return array;
  }

  /// Reads what `toJson` made.
  static Decision of(ObjectNode json) {
    var items = new ArrayList<Item>();
    for (var line : json.path("items")) {
      items.add(
          new Item(
              Right.parse(line.path("right").asText()).orElseThrow(),
              text(line, "category").map(CategoryCode::new),
              line.path("outcome").asText().equals("ACCEPT"),
              text(line, "reason"),
              text(line, "method").map(Disposal::valueOf),
              Optional.of(new Suppress(text(line.path(SUPPRESS), UNTIL)))
                  .filter(_ -> line.has(SUPPRESS))));
    }
    return new Decision(items, changes(json.path("changes")));
  }

  static List<RecordChange> changes(JsonNode array) {
    var changes = new ArrayList<RecordChange>();
    for (var change : array) {
      if (change.get("fields") instanceof ObjectNode fields) {
        changes.add(
            new RecordChange(
                new CategoryCode(change.path("category").asText()),
                change.path("recordId").asText(),
                fields.deepCopy()));
      }
    }
    return changes;
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }
}
