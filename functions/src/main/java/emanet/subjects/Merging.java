package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.register.Category;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Works out what a record becomes.
///
/// A put replaces what the activity covers and a merge (RFC 7396) what it names; fields that the
/// activity does not cover stay as they are, since what no activity covers cannot be changed.
final class Merging {
  private Merging() {}

  /// @param granted the fields that the activity covers
  /// @throws emanet.fault.FaultException `Invalid`
  static Content merged(Category category, Set<String> granted, Content before, Change change) {
    var sent = JsonNodeFactory.instance.objectNode();
    var all = JsonNodeFactory.instance.objectNode();
    before
        .fields()
        .properties()
        .forEach(field -> {
          boolean stays = change.merge() || !granted.contains(field.getKey());
          if (stays && !change.fields().has(field.getKey())) {
            all.set(field.getKey(), field.getValue());
          }
        });
    change
        .fields()
        .properties()
        .forEach(field -> {
          if (!(change.merge() && field.getValue().isNull())) {
            sent.set(field.getKey(), field.getValue());
          }
        });
    var errors = new ArrayList<FieldError>();
    all.setAll(sent);
    var fields = normalised(category, all, errors);
    var eventDate = date("eventDate", change.eventDate(), before.eventDate(), change, errors);
    var asOf = date("asOf", change.asOf(), before.asOf(), change, errors);
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    var content = new Content(ordered(category, fields), eventDate, asOf);
    if (content.isTooLong()) {
      throw Fault.Invalid.at("/fields", FieldCode.LENGTH).exception();
    }
    return content;
  }

  private static ObjectNode normalised(Category category, ObjectNode all, List<FieldError> errors) {
    try {
      return category.normalise(all).fields();
    } catch (emanet.fault.FaultException e) {
      if (e.fault() instanceof Fault.Invalid(var found)) {
        errors.addAll(found);
        return all;
      }
      throw e;
    }
  }

  private static Optional<String> date(
      String name,
      Optional<JsonNode> sent,
      Optional<String> before,
      Change change,
      List<FieldError> errors) {
    if (sent.isEmpty()) {
      return change.merge() ? before : Optional.empty();
    }
    if (sent.get().isNull() && change.merge()) {
      return Optional.empty();
    }
    return switch (FieldType.DATE.check(sent.get())) {
      case Checked.Fit(var value, _) -> Optional.of(value.textValue());
      case Checked.Unfit(var code) -> {
        errors.add(new FieldError("/" + name, code));
        yield Optional.empty();
      }
    };
  }

  /// In the category's order, so that equal contents have equal bytes.
  private static ObjectNode ordered(Category category, ObjectNode fields) {
    var ordered = JsonNodeFactory.instance.objectNode();
    category
        .fields()
        .keySet()
        .forEach(name -> {
          var value = fields.get(name);
          if (value != null) {
            ordered.set(name, value);
          }
        });
    return ordered;
  }

  /// Names of fields that a change may bear: whatever else is sent is refused as unknown.
  static Set<String> known(Category category, Change change) {
    var names = new java.util.LinkedHashSet<>(change.names());
    names.retainAll(category.fields().keySet());
    return names;
  }
}
