package emanet.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.register.formats.Characters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads a document of the register, as sent and as stored. What is not of its shape ends it at
/// once (400); what is, and means nothing that fits, is noted (422), and a stand-in goes on in its
/// place.
final class DocumentReader extends DocumentShape {
  /// The longest text of a document.
  static final int LONGEST = 4096;

  static final int LONGEST_NAME = 300;
  static final int MOST = 200;

  private final Draft.Errors errors;

  private DocumentReader(ObjectNode node, String pointer, Draft.Errors errors) {
    super(node, pointer);
    this.errors = errors;
  }

  static DocumentReader of(ObjectNode document) {
    return new DocumentReader(document, "", new Draft.Errors());
  }

  /// Ends reading: refuses properties that nobody read.
  <T> Draft<T> draft(T value) {
    done();
    return new Draft<>(value, errors.found());
  }

  void wrong(String name, FieldCode code) {
    errors.add(pointer(name), code);
  }

  /// A name that is none. It is not echoed: it was sent, and may be anything.
  void wrongNames() {
    errors.add(pointer(), FieldCode.FORMAT);
  }

  String text(String name, int longest) {
    return required(name, optionalText(name, longest));
  }

  Optional<String> optionalText(String name, int longest) {
    return optional(name, JsonNode::isTextual, JsonNode::textValue)
        .map(text -> cleaned(text, pointer(name), longest));
  }

  private String cleaned(String sent, String at, int longest) {
    var text = Characters.clean(sent);
    if (text.isEmpty()) {
      errors.add(at, FieldCode.MISSING);
    } else if (!Characters.allowed(text)) {
      errors.add(at, FieldCode.FORMAT);
    } else if (text.length() > longest) {
      errors.add(at, FieldCode.LENGTH);
    }
    return text;
  }

  <E> E choice(String name, Function<String, Optional<E>> parse, E standIn) {
    return required(name, optionalChoice(name, parse, standIn));
  }

  <E> Optional<E> optionalChoice(String name, Function<String, Optional<E>> parse, E standIn) {
    return optional(name, JsonNode::isTextual, JsonNode::textValue)
        .map(code -> parsed(code, pointer(name), parse, FieldCode.UNKNOWN, standIn));
  }

  private <E> E parsed(
      String text, String at, Function<String, Optional<E>> parse, FieldCode otherwise, E standIn) {
    var value = parse.apply(text);
    if (value.isEmpty()) {
      errors.add(at, otherwise);
    }
    return value.orElse(standIn);
  }

  /// Distinct codes, at most `MOST`.
  <E> Set<E> choices(String name, Function<String, Optional<E>> parse, int least) {
    return required(name, optionalChoices(name, parse, least));
  }

  <E> Optional<Set<E>> optionalChoices(
      String name, Function<String, Optional<E>> parse, int least) {
    return strings(name, least, MOST)
        .map(codes -> {
          var values = new LinkedHashSet<E>();
          for (int i = 0; i < codes.size(); i++) {
            var value = parse.apply(codes.get(i));
            if (value.isEmpty()) {
              errors.add(pointer(name) + "/" + i, FieldCode.UNKNOWN);
            } else if (!values.add(value.get())) {
              errors.add(pointer(name) + "/" + i, FieldCode.DUPLICATE);
            }
          }
          return values;
        });
  }

  /// Distinct texts.
  List<String> texts(String name, int least, int most, int longest) {
    var sent = required(name, strings(name, least, most));
    var texts = new LinkedHashSet<String>();
    for (int i = 0; i < sent.size(); i++) {
      if (!texts.add(cleaned(sent.get(i), pointer(name) + "/" + i, longest))) {
        errors.add(pointer(name) + "/" + i, FieldCode.DUPLICATE);
      }
    }
    return List.copyOf(texts);
  }

  private Optional<List<String>> strings(String name, int least, int most) {
    var strings = optionalStrings(name);
    strings.ifPresent(found -> counted(name, found.size(), least, most));
    return strings;
  }

  private void counted(String name, int size, int least, int most) {
    if (size < least) {
      wrong(name, FieldCode.MISSING);
    } else if (size > most) {
      wrong(name, FieldCode.RANGE);
    }
  }

  DocumentReader object(String name) {
    return required(name, optionalObject(name));
  }

  Optional<DocumentReader> optionalObject(String name) {
    return optional(name, JsonNode::isObject, object -> part(object, pointer(name)));
  }

  List<DocumentReader> objects(String name, int least, int most) {
    return required(name, optionalObjects(name, least, most));
  }

  Optional<List<DocumentReader>> optionalObjects(String name, int least, int most) {
    return optional(
        name,
        JsonNode::isArray,
        array -> {
          var objects = new ArrayList<DocumentReader>(array.size());
          for (int i = 0; i < array.size(); i++) {
            objects.add(part(array.get(i), pointer(name) + "/" + i));
          }
          counted(name, objects.size(), least, most);
          return objects;
        });
  }

  private DocumentReader part(JsonNode value, String at) {
    if (!(value instanceof ObjectNode object)) {
      throw shape(at);
    }
    var part = new DocumentReader(object, at, errors);
    keep(part);
    return part;
  }

  /// A whole number within limits.
  int whole(String name, int least, int most, int standIn) {
    var sent = optional(name, JsonNode::isIntegralNumber, node -> node);
    if (sent.isEmpty()) {
      return standIn;
    }
    if (sent.get().canConvertToInt()) {
      int number = sent.get().intValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(name, FieldCode.RANGE);
    return standIn;
  }

  /// A text, or a whole number as one: for numbers that others gave.
  String textOrNumber(String name, int longest) {
    var sent = optional(name, n -> n.isTextual() || n.isIntegralNumber(), JsonNode::asText);
    return cleaned(required(name, sent), pointer(name), longest);
  }

  Title title(String name) {
    var title = object(name);
    return new Title(title.text("tr", LONGEST_NAME), title.text("en", LONGEST_NAME));
  }

  /// A text that stands for something else, such as a date.
  <T> T value(String name, Function<String, Optional<T>> parse, T standIn) {
    return required(name, optionalValue(name, parse, standIn));
  }

  <T> Optional<T> optionalValue(String name, Function<String, Optional<T>> parse, T standIn) {
    return optional(name, JsonNode::isTextual, JsonNode::textValue)
        .map(text -> parsed(text, pointer(name), parse, FieldCode.FORMAT, standIn));
  }
}
