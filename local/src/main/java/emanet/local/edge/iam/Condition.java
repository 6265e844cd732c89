package emanet.local.edge.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a statement's condition: an operator, the key of the call's context that it judges,
/// and what it is held against.
///
/// The operators are those that the templates use; another one is refused when the role is made,
/// since a condition that nobody judges would let everything through.
///
/// @param operator as IAM writes it
/// @param values in which `${aws:PrincipalTag/x}` stands for the session's tag of that name
record Condition(String operator, String key, List<String> values) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{aws:PrincipalTag/([^}]+)}");
  private static final String ANY = "ForAnyValue:";
  private static final String ALL = "ForAllValues:";

  Condition {
    values = List.copyOf(values);
    var _ = comparison(operator);
  }

  /// @throws IllegalArgumentException for an operator that is not known here
  private static BiPredicate<String, String> comparison(String operator) {
    return switch (operator.substring(operator.indexOf(':') + 1)) {
      case "StringEquals", "StringNotEquals" -> String::equals;
      case "StringLike", "ArnLike" -> Wildcards::match;
      case "Null" -> (expected, is) -> expected.equals(is);
      default -> throw new IllegalArgumentException("no operator " + operator);
    };
  }

  /// @param tags of the session
  boolean holds(Ask ask, Map<String, String> tags) {
    var found = ask.context().getOrDefault(key, List.of());
    if (operator.equals("Null")) {
      return values.contains(Boolean.toString(found.isEmpty()));
    }
    if (operator.equals("StringNotEquals")) {
      return found.stream().noneMatch(is -> isAmong(is, tags));
    }
    if (operator.startsWith(ALL)) {
      return found.stream().allMatch(is -> isAmong(is, tags));
    }
    return (operator.startsWith(ANY) || found.size() == 1)
        && found.stream().anyMatch(is -> isAmong(is, tags));
  }

  private boolean isAmong(String is, Map<String, String> tags) {
    var compared = comparison(operator);
    return values.stream()
        .anyMatch(value ->
            resolved(value, tags).filter(expected -> compared.test(expected, is)).isPresent());
  }

  /// Empty where the session has no such tag: then nothing is equal to it.
  private static Optional<String> resolved(String value, Map<String, String> tags) {
    if (value.indexOf('$') < 0) {
      return Optional.of(value);
    }
    var variables = VARIABLE.matcher(value);
    var text = new StringBuilder();
    while (variables.find()) {
      var tag = tags.get(variables.group(1));
      if (tag == null) {
        return Optional.empty();
      }
      // the characters of a tag are no wildcards: STS takes none
      variables.appendReplacement(text, Matcher.quoteReplacement(tag));
    }
    return Optional.of(variables.appendTail(text).toString());
  }
}
