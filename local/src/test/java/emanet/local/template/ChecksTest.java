package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.local.template.Stacks.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All stacks against all rules; and each rule on copies that are broken as breakages.txt says.
class ChecksTest {
  private static final List<Rule> RULES =
      Stream.of(
              TableRules.ALL,
              StorageRules.ALL,
              PolicyRules.ALL,
              KeyRules.ALL,
              TenantRules.ALL,
              BoundaryRules.ALL,
              FunctionRules.ALL,
              AlarmRules.ALL,
              StateRules.ALL,
              EdgeRules.ALL)
          .flatMap(List::stream)
          .toList();

  private static final JsonMapper JSON = new JsonMapper();
  private static final Stacks HOME = stacks(Place.HOME);

  private static Stacks stacks(Place place) {
    try {
      return Stacks.in(place);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private enum Where {
    FIRST(Place.HOME),
    SECOND(Place.SECOND),
    ALONE(Place.ALONE);

    private final Place place;

    Where(Place place) {
      this.place = place;
    }
  }

  private static List<String> findings(Stacks stacks) {
    return RULES.stream().flatMap(rule -> rule.findings(stacks)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void allStacksAreAsTheyShouldBe(Where where) {
    assertThat(findings(stacks(where.place))).isEmpty();
  }

  /// One way to break a stack.
  ///
  /// @param by JSON that is put in place of what is there; `-` takes it away, `x9` puts nine
  ///   resources there
  private record Breakage(String rule, String file, List<String> path, String by) {
    static Breakage of(String line) {
      var fields = line.split(" *[|] *", 4);
      return new Breakage(fields[0], fields[1], List.of(fields[2].split(" > ")), fields[3].strip());
    }

    Object in(Object document) {
      return replaced(document, path);
    }

    private Object replaced(Object value, List<String> way) {
      var step = way.getFirst();
      var rest = way.subList(1, way.size());
      if (value instanceof List<?> list) {
        var copy = new ArrayList<Object>(list);
        int index = index(list, step);
        if (rest.isEmpty() && by.equals("-")) {
          copy.remove(index);
        } else {
          copy.set(index, rest.isEmpty() ? json() : replaced(list.get(index), rest));
        }
        return copy;
      }
      var copy = new LinkedHashMap<>(Structure.of(value).properties());
      if (rest.isEmpty() && by.equals("-")) {
        assertThat(copy.remove(step)).as(step).isNotNull();
      } else {
        copy.put(
            step,
            rest.isEmpty() ? json() : replaced(Objects.requireNonNull(copy.get(step), step), rest));
      }
      return copy;
    }

    /// By number, or a statement by its Sid.
    private static int index(List<?> list, String step) {
      return Character.isDigit(step.charAt(0))
          ? Integer.parseInt(step)
          : IntStream.range(0, list.size())
              .filter(n -> Structure.of(list.get(n)).text("Sid").filter(step::equals).isPresent())
              .findFirst()
              .orElseThrow(() -> new AssertionError("no statement is called " + step));
    }

    private Object json() {
      if (by.startsWith("x")) {
        return IntStream.range(0, Integer.parseInt(by.substring(1)))
            .boxed()
            .collect(Collectors.toMap(n -> "R" + n, _ -> Map.of("Type", "AWS::SQS::Queue")));
      }
      try {
        return JSON.readValue(by, Object.class);
      } catch (IOException e) {
        throw new AssertionError(by + " is no JSON", e);
      }
    }

    @Override
    public String toString() {
      return rule + ": " + file + " " + path + " = " + by;
    }
  }

  static List<Breakage> breakages() throws IOException {
    var table = Objects.requireNonNull(ChecksTest.class.getResourceAsStream("breakages.txt"));
    try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Breakage::of)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void whatIsBrokenIsFoundByItsRule(Breakage breakage) {
    assumeTrue(HOME.has(breakage.file()), "skipped: Python's aws-sam-translator is not installed");
    var broken = HOME.with(breakage.file(), breakage::in);
    var rule = RULES.stream().filter(one -> one.name().equals(breakage.rule())).toList();
    assertThat(rule).hasSize(1);
    assertThat(rule.getFirst().findings(broken)).isNotEmpty();
  }

  @Test
  void everyRuleIsSeenToSpeak() throws IOException {
    assertThat(breakages())
        .extracting(Breakage::rule)
        .containsAll(RULES.stream().map(Rule::name).toList());
  }

  /// The list of what is wide does not grow old.
  @Test
  void whatIsAllowedByAPatternIsStillThere() {
    assumeTrue(HOME.has(Stacks.MAIN), "skipped: Python's aws-sam-translator is not installed");
    var there =
        Stream.of(HOME, stacks(Place.SECOND))
            .flatMap(Statement::all)
            .map(Statement::toString)
            .toList();
    assertThat(there).containsAll(PolicyRules.WIDE);
  }
}
