package emanet.local.imports;

import emanet.register.formats.FieldType;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A map laid upon a file's header and the tenant's categories.
///
/// @param reference the column of the external reference
/// @param width how many columns a row has
public record Plan(List<String> header, int reference, int width, String group, List<Slot> slots) {

  /// One record of a row.
  record Slot(CategoryCode category, RecordId record, ActivityCode activity, List<Cell> cells) {
    Slot {
      cells = List.copyOf(cells);
    }

    String columnOf(String field) {
      return cells.stream()
          .filter(cell -> cell.field().equals(field))
          .map(Cell::column)
          .findFirst()
          .orElse(category.value());
    }
  }

  /// One cell of a row.
  record Cell(int index, String column, String field, FieldType type, boolean required) {}

  /// A category of the tenant.
  public record Category(CategoryCode code, Map<String, Field> fields) {
    public Category {
      fields = Map.copyOf(fields);
    }
  }

  /// A field of a category.
  public record Field(FieldType type, boolean required) {}

  public Plan {
    header = List.copyOf(header);
    slots = List.copyOf(slots);
  }

  /// Lays `map` upon a file.
  ///
  /// @param activity for categories that the map leads to no other one
  /// @throws BrokenCsv if the header lacks mapped columns or names one twice
  /// @throws WrongMap if the categories lack mapped fields, or need unmapped ones
  public static Plan of(
      ImportMap map,
      List<String> header,
      Map<CategoryCode, Category> categories,
      ActivityCode activity) {
    requireColumns(map, header);
    var columns = header.stream().map(String::strip).toList();
    var cells = new LinkedHashMap<Key, List<Cell>>();
    map.columns()
        .forEach((column, place) ->
            cells
                .computeIfAbsent(new Key(place.category(), place.record()), _ -> new ArrayList<>())
                .add(cell(columns.indexOf(column), column, place, categories)));
    var slots = new ArrayList<Slot>();
    cells.forEach((key, found) -> {
      requireFields(found, category(key.category(), categories));
      var chosen = map.activities().getOrDefault(key.category(), activity);
      slots.add(new Slot(key.category(), key.record(), chosen, found));
    });
    var reference = columns.indexOf(map.externalRef());
    return new Plan(columns, reference, columns.size(), map.group(), slots);
  }

  /// Columns that the map leaves out.
  public List<String> unmapped() {
    var used = new HashSet<Integer>();
    used.add(reference);
    slots.forEach(slot -> slot.cells().forEach(cell -> used.add(cell.index())));
    return header.stream().filter(column -> !used.contains(header.indexOf(column))).toList();
  }

  private record Key(CategoryCode category, RecordId record) {}

  /// Checks that the header is one that the map is for.
  ///
  /// @throws BrokenCsv if it lacks mapped columns or names one twice
  public static void requireColumns(ImportMap map, List<String> names) {
    var header = names.stream().map(String::strip).toList();
    var missing = map.required().stream().filter(column -> !header.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new BrokenCsv(
          "the header lacks mapped columns: " + String.join(", ", missing) + hint(header));
    }
    for (var column : map.required()) {
      if (header.indexOf(column) != header.lastIndexOf(column)) {
        throw new BrokenCsv("the header names a mapped column twice: " + column);
      }
    }
  }

  private static String hint(List<String> header) {
    if (header.size() > 1) {
      return "";
    }
    var only = header.getFirst();
    return only.contains(";") || only.contains("\t") || only.contains(",")
        ? " (the header is one cell: see --delimiter)"
        : "";
  }

  private static Cell cell(
      int index, String column, ImportMap.Place place, Map<CategoryCode, Category> categories) {
    var field = category(place.category(), categories).fields().get(place.field());
    if (field == null) {
      throw new WrongMap("there is no field " + place.category() + "." + place.field());
    }
    return new Cell(index, column, place.field(), field.type(), field.required());
  }

  private static Category category(CategoryCode code, Map<CategoryCode, Category> categories) {
    var category = categories.get(code);
    if (category == null) {
      throw new WrongMap("there is no category " + code);
    }
    return category;
  }

  private static void requireFields(List<Cell> cells, Category category) {
    var mapped = cells.stream().map(Cell::field).collect(Collectors.toSet());
    var missing =
        category.fields().entrySet().stream()
            .filter(field -> field.getValue().required() && !mapped.contains(field.getKey()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new WrongMap(
          "category " + category.code() + " needs " + String.join(", ", missing) + " as well");
    }
  }
}
