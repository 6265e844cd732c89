package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.register.formats.FieldType;
import emanet.values.CategoryCode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A category as JSON.
final class CategoryDocument {
  private CategoryDocument() {}

  static Draft<Category> read(String code, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var title = reader.title("title");
    var verbis = reader.choice("verbis", VerbisCategory::parse, VerbisCategory.OTHER);
    boolean special = reader.flag("special");
    var fields = fields(reader.object("fields"));
    if (fields.isEmpty()) {
      reader.wrong("fields", FieldCode.MISSING);
    } else if (fields.size() > CategoryRules.MOST_FIELDS) {
      reader.wrong("fields", FieldCode.RANGE);
    }
    return reader.draft(new Category(new CategoryCode(code), 0, title, verbis, special, fields));
  }

  private static Map<String, FieldSpec> fields(DocumentReader sent) {
    var fields = new LinkedHashMap<String, FieldSpec>();
    for (var name : sent.names()) {
      if (CategoryRules.isFieldName(name)) {
        fields.put(name, field(sent.object(name)));
      } else {
        sent.skip(name);
        sent.wrongNames();
      }
    }
    return fields;
  }

  private static FieldSpec field(DocumentReader sent) {
    var spec =
        new FieldSpec(
            sent.choice("type", FieldType::parse, FieldType.TEXT),
            sent.optionalFlag("required").orElse(false),
            sent.optionalFlag("searchable").orElse(false),
            sent.optionalChoice("quality", CategoryDocument::quality, FieldSpec.Quality.SENSITIVE));
    if (spec.searchable() && !spec.type().indexable()) {
      sent.wrong("searchable", FieldCode.UNSUITABLE);
    }
    return spec;
  }

  private static java.util.Optional<FieldSpec.Quality> quality(String code) {
    return Codes.parse(FieldSpec.Quality.values(), code);
  }

  static ObjectNode write(Category category) {
    var document = JsonNodeFactory.instance.objectNode();
    document.set("title", title(category.title()));
    document.put("verbis", category.verbis().name()).put("special", category.special());
    var fields = document.putObject("fields");
    category
        .fields()
        .forEach((name, spec) -> {
          var field = fields.putObject(name).put("type", spec.type().label());
          field.put("required", spec.required()).put("searchable", spec.searchable());
          spec.quality().ifPresent(quality -> field.put("quality", quality.name()));
        });
    return document;
  }

  static ObjectNode title(Title title) {
    return JsonNodeFactory.instance.objectNode().put("tr", title.tr()).put("en", title.en());
  }
}
