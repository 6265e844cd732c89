package emanet.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.client.Api;
import emanet.local.client.Unreachable;
import emanet.register.formats.FieldType;
import emanet.values.CategoryCode;
import java.util.HashMap;
import java.util.Map;

/// The tenant's categories, its own ones too, as the API tells them.
public final class Catalogue {
  private static final int ABSENT = 404;

  private Catalogue() {}

  /// Reads the categories that `map` names; those that do not exist are left out.
  ///
  /// @throws Unreachable if the API does not tell
  public static Map<CategoryCode, Plan.Category> read(Api api, ImportMap map) {
    var categories = new HashMap<CategoryCode, Plan.Category>();
    map.columns().values().stream()
        .map(ImportMap.Place::category)
        .distinct()
        .forEach(code -> {
          var answer = api.persist(api.call("GET", "/v1/categories/" + code));
          if (answer.succeeded()) {
            categories.put(code, category(code, answer.json()));
          } else if (answer.status() != ABSENT) {
            throw new Unreachable("the categories cannot be read: " + answer.summary());
          }
        });
    return categories;
  }

  private static Plan.Category category(CategoryCode code, JsonNode json) {
    var fields = new HashMap<String, Plan.Field>();
    json.path("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field(field.getValue())));
    return new Plan.Category(code, fields);
  }

  private static Plan.Field field(JsonNode json) {
    var label = json.path("type").asText();
    var type =
        FieldType.parse(label)
            .orElseThrow(() -> new Unreachable("this version does not know the type " + label));
    return new Plan.Field(type, json.path("required").asBoolean());
  }
}
