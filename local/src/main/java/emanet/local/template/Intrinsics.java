package emanet.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Resolves intrinsic functions as far as one machine needs: a parameter is its value, a resource
/// its logical id, a resource's attribute `<logical id>.<attribute>`.
final class Intrinsics {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final Object NO_VALUE = new Object();

  private final Map<String, String> names;
  private final Map<String, Object> conditions;

  /// @param names parameters and pseudo parameters, with their values
  /// @param conditions as the template has them
  Intrinsics(Map<String, String> names, Map<String, Object> conditions) {
    this.names = Map.copyOf(names);
    this.conditions = Map.copyOf(conditions);
  }

  Object resolve(Object value) {
    return switch (value) {
      case Map<?, ?> map -> resolveMap(map);
      case List<?> list -> {
        var resolved = new ArrayList<Object>();
        list.stream().map(this::resolve).filter(item -> item != NO_VALUE).forEach(resolved::add);
        yield resolved;
      }
      default -> value;
    };
  }

  boolean holds(String condition) {
    return Optional.ofNullable(conditions.get(condition))
        .map(this::truth)
        .orElseThrow(() -> new TemplateException("no condition is called " + condition));
  }

  private Object resolveMap(Map<?, ?> map) {
    if (map.size() == 1) {
      var only = map.entrySet().iterator().next();
      var name = only.getKey().toString();
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return call(name, Objects.requireNonNull(only.getValue()));
      }
    }
    var resolved = new LinkedHashMap<String, Object>();
    map.forEach((key, content) -> {
      var item = resolve(content);
      if (item != NO_VALUE) {
        resolved.put(key.toString(), item);
      }
    });
    return resolved;
  }

  private Object call(String function, Object argument) {
    return switch (function) {
      case "Ref" -> reference(argument.toString());
      case "Fn::GetAtt" -> joined(".", resolve(argument));
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Join" -> joined(text(argument, 0), resolve(list(argument).get(1)));
      case "Fn::If" -> resolve(list(argument).get(holds(text(argument, 0)) ? 1 : 2));
      case "Fn::Select" ->
          list(resolve(list(argument).get(1))).get(Integer.parseInt(text(argument, 0)));
      case "Fn::Split" ->
          List.of(
              resolve(list(argument).get(1)).toString().split(Pattern.quote(text(argument, 0))));
      case "Fn::ImportValue" -> resolve(argument);
      case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" -> truth(Map.of(function, argument));
      default -> throw new TemplateException(function + " is not known on one machine");
    };
  }

  private boolean truth(Object condition) {
    if (!(condition instanceof Map<?, ?> map) || map.size() != 1) {
      throw new TemplateException("no condition: " + condition);
    }
    var only = map.entrySet().iterator().next();
    var argument = Objects.requireNonNull(only.getValue());
    return switch (only.getKey().toString()) {
      case "Condition" -> holds(argument.toString());
      case "Fn::Equals" ->
          resolve(list(argument).get(0))
              .toString()
              .equals(resolve(list(argument).get(1)).toString());
      case "Fn::Not" -> !truth(list(argument).getFirst());
      case "Fn::And" -> list(argument).stream().allMatch(this::truth);
      case "Fn::Or" -> list(argument).stream().anyMatch(this::truth);
      default -> throw new TemplateException(only.getKey() + " is no condition");
    };
  }

  private Object reference(String name) {
    return name.equals("AWS::NoValue") ? NO_VALUE : names.getOrDefault(name, name);
  }

  private String substitute(Object argument) {
    var text = argument instanceof List<?> list ? String.valueOf(list.getFirst()) : argument;
    var own =
        argument instanceof List<?> list
            ? Structure.of(resolve(list.get(1))).textMap()
            : Map.<String, String>of();
    return PLACEHOLDER
        .matcher(text.toString())
        .replaceAll(match -> {
          var name = match.group(2).strip();
          var replaced =
              match.group(1).isEmpty()
                  ? own.getOrDefault(name, names.getOrDefault(name, name))
                  : "${" + name + "}";
          return Matcher.quoteReplacement(replaced);
        });
  }

  private static String joined(String delimiter, Object parts) {
    return list(parts).stream().map(String::valueOf).collect(Collectors.joining(delimiter));
  }

  private String text(Object argument, int index) {
    return resolve(list(argument).get(index)).toString();
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new TemplateException("a list was expected, not " + value);
  }
}
