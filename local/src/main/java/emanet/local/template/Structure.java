package emanet.local.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping of a template, with its intrinsic functions resolved, read by type.
public record Structure(Map<String, Object> properties) {
  public Structure {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  static Structure of(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateException("a mapping was expected, not " + value);
    }
    var properties = new LinkedHashMap<String, Object>();
    map.forEach((key, content) -> properties.put(key.toString(), content));
    return new Structure(properties);
  }

  public boolean has(String name) {
    return properties.containsKey(name);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(properties.get(name)).map(Object::toString);
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> new TemplateException(name + " is missing"));
  }

  public int number(String name, int otherwise) {
    return text(name).map(Integer::parseInt).orElse(otherwise);
  }

  public boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  public Structure at(String name) {
    return properties.containsKey(name) ? of(properties.get(name)) : new Structure(Map.of());
  }

  public List<Structure> list(String name) {
    return values(name).stream().map(Structure::of).toList();
  }

  public List<String> texts(String name) {
    return values(name).stream().map(Object::toString).toList();
  }

  public Map<String, String> textMap() {
    var texts = new LinkedHashMap<String, String>();
    properties.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  private List<?> values(String name) {
    return switch (properties.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      case Object other -> throw new TemplateException(name + " is no list: " + other);
    };
  }
}
