package emanet.local.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.register.SubjectGroup;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which column of a file goes where: `{group, externalRef, columns: {<column>: {category, field,
/// recordId?}}, activities?: {<category>: code}}`.
///
/// @param externalRef the column that identifies a row's person in the customer's own system
/// @param activities the activity for a category, where it is another than the import's
public record ImportMap(
    String group,
    String externalRef,
    Map<String, Place> columns,
    Map<CategoryCode, ActivityCode> activities) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final RecordId ONLY_RECORD = new RecordId("main");

  /// Where a cell is kept.
  public record Place(CategoryCode category, String field, RecordId record) {}

  public ImportMap {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    activities = Map.copyOf(activities);
  }

  /// Reads a map.
  ///
  /// @param name a file, or the name of a map that comes along: `employees`, `sample`
  /// @throws WrongMap if it is none
  public static ImportMap load(String name) throws IOException {
    var file = Path.of(name);
    if (Files.isRegularFile(file)) {
      return parse(Files.readAllBytes(file));
    }
    if (name.matches("[a-z-]+")) {
      try (var in = ImportMap.class.getResourceAsStream("/emanet/maps/" + name + ".json")) {
        if (in != null) {
          return parse(in.readAllBytes());
        }
      }
    }
    throw new WrongMap("there is no map '" + name + "', neither as a file nor among ours");
  }

  static ImportMap parse(byte[] json) {
    try {
      var map = object(JSON.readTree(json), "the map");
      only(map, "the map", Set.of("group", "externalRef", "columns", "activities"));
      var columns = new LinkedHashMap<String, Place>();
      object(map.path("columns"), "columns")
          .properties()
          .forEach(
              column -> columns.put(column.getKey(), place(column.getKey(), column.getValue())));
      if (columns.isEmpty()) {
        throw new WrongMap("columns is empty");
      }
      return new ImportMap(group(map), text(map, "externalRef"), columns, activities(map));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new WrongMap(
          "the map is no JSON: line " + place.getLineNr() + ", column " + place.getColumnNr());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The columns that the file must have.
  Set<String> required() {
    var names = new TreeSet<>(columns.keySet());
    names.add(externalRef);
    return names;
  }

  private static String group(JsonNode map) {
    var group = text(map, "group");
    if (SubjectGroup.parse(group).isEmpty()) {
      throw new WrongMap("group is none of VERBİS's groups, such as EMPLOYEE");
    }
    return group;
  }

  private static Place place(String column, JsonNode node) {
    var where = "column '" + column + "'";
    var place = object(node, where);
    only(place, where, Set.of("category", "field", "recordId"));
    var category =
        CategoryCode.parse(text(place, "category"))
            .orElseThrow(() -> new WrongMap(where + ": category is no code"));
    var record =
        place.has("recordId")
            ? RecordId.parse(text(place, "recordId"))
                .orElseThrow(() -> new WrongMap(where + ": recordId is no record id"))
            : ONLY_RECORD;
    return new Place(category, text(place, "field"), record);
  }

  private static Map<CategoryCode, ActivityCode> activities(JsonNode map) {
    var activities = new LinkedHashMap<CategoryCode, ActivityCode>();
    if (map.has("activities")) {
      object(map.path("activities"), "activities")
          .properties()
          .forEach(entry -> {
            Optional<CategoryCode> category = CategoryCode.parse(entry.getKey());
            Optional<ActivityCode> activity = ActivityCode.parse(entry.getValue().asText());
            if (category.isEmpty() || activity.isEmpty()) {
              throw new WrongMap("activities must lead from category codes to activity codes");
            }
            activities.put(category.get(), activity.get());
          });
    }
    return activities;
  }

  private static JsonNode object(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new WrongMap(where + " must be an object");
    }
    return node;
  }

  private static String text(JsonNode node, String name) {
    var text = node.path(name);
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw new WrongMap(name + " must be a text");
    }
    return text.textValue();
  }

  private static void only(JsonNode node, String where, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw new WrongMap(where + " has an unknown property '" + name + "'");
          }
        });
  }
}
