package emanet.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The check finds what is against the promises, and nothing else. Times are in any unit; a call is
/// `kind outcome begun-ended version value`.
class CheckerTest {
  private static final String PERSON = "person";
  private static final String ENTRY = "entry";

  static Stream<List<String>> good() {
    return Stream.of(
        List.of("WRITE DONE 1-2 1 t.a", "READ DONE 3-4 1 t.a", "WRITE DONE 5-6 2 t.b"),
        // overlapping calls may have been in either order
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE 3-9 2 t.b", "READ DONE 4-5 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE 3-9 2 t.b", "READ DONE 4-5 2 t.b"),
        // what nobody heard of may have been done, or not, or later
        List.of("WRITE DONE 1-2 1 t.a", "WRITE UNKNOWN 3-4 0 t.b", "READ DONE 5-6 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE UNKNOWN 3-4 0 t.b", "READ DONE 5-6 2 t.b"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE CONFLICT 3-4 0 t.b", "READ DONE 5-6 1 t.a"),
        // an erasure, and a read that overlaps it
        List.of("WRITE DONE 1-2 1 t.a", "ERASE DONE 3-6 0 -", "READ DONE 4-5 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "ERASE UNKNOWN 3-4 0 -", "READ DONE 5-6 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "ERASE ACCEPTED 3-4 0 -", "READ GONE 5-6 0 -"),
        // searches
        List.of("WRITE DONE 1-2 1 t.a", "SEARCH DONE 3-4 0 t.a person"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE 3-6 2 t.b", "SEARCH DONE 4-5 0 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE 3-6 2 t.b", "SEARCH DONE 4-5 0 t.a person"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE 3-4 2 t.b", "SEARCH DONE 5-6 0 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE UNKNOWN 3-4 0 t.b", "SEARCH DONE 5-6 0 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "FOREIGN ABSENT 3-4 0 -"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void whatMayBeIsLeftAlone(List<String> history) {
    assertThat(check(history)).isEmpty();
  }

  static Stream<List<String>> bad() {
    return Stream.of(
        List.of("VERSIONS_ARE_LINEAR", "WRITE DONE 1-2 1 t.a", "WRITE DONE 3-4 1 t.b"),
        List.of("VERSIONS_ARE_LINEAR", "WRITE DONE 1-4 1 t.a", "WRITE DONE 2-3 1 t.b"),
        List.of("VERSIONS_ARE_LINEAR", "WRITE DONE 1-2 2 t.a", "WRITE DONE 3-4 1 t.b"),
        List.of("VERSIONS_ARE_LINEAR", "READ DONE 1-2 1 t.a", "WRITE DONE 3-4 1 t.a"),
        List.of("VERSIONS_ARE_LINEAR", "READ DONE 1-2 2 t.b", "WRITE DONE 3-4 2 t.b"),
        List.of(
            "ACKNOWLEDGED_IS_READABLE",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE 3-4 2 t.b",
            "READ DONE 5-6 1 t.a"),
        List.of("ACKNOWLEDGED_IS_READABLE", "WRITE DONE 1-2 1 t.a", "READ DONE 3-4 1 t.x"),
        List.of("ACKNOWLEDGED_IS_READABLE", "WRITE DONE 1-2 1 t.a", "READ ABSENT 3-4 0 -"),
        List.of("ACKNOWLEDGED_IS_READABLE", "WRITE DONE 1-2 1 t.a", "READ GONE 3-4 0 -"),
        // a read that went back
        List.of(
            "ACKNOWLEDGED_IS_READABLE",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE 3-9 2 t.b",
            "READ DONE 4-5 2 t.b",
            "READ DONE 6-7 1 t.a"),
        List.of(
            "ERASED_IS_GONE", "WRITE DONE 1-2 1 t.a", "ERASE DONE 3-4 0 -", "READ DONE 5-6 1 t.a"),
        List.of("ERASED_IS_GONE", "ERASE DONE 3-4 0 -", "WRITE DONE 5-6 1 t.a"),
        List.of(
            "ERASED_IS_GONE",
            "WRITE DONE 1-2 1 t.a",
            "ERASE DONE 3-4 0 -",
            "SEARCH DONE 5-6 0 t.a person"),
        // whoever was gone stays gone, though the erasure was not acknowledged
        List.of(
            "ERASED_IS_GONE",
            "WRITE DONE 1-2 1 t.a",
            "ERASE UNKNOWN 3-4 0 -",
            "READ GONE 5-6 0 -",
            "READ DONE 7-8 1 t.a"),
        List.of("TENANTS_ARE_APART", "FOREIGN DONE 1-2 0 -"),
        List.of("TENANTS_ARE_APART", "READ DONE 1-2 1 other.a"),
        List.of("TENANTS_ARE_APART", "SEARCH DONE 1-2 0 t.a somebody"),
        List.of("FOUND_BY_VALUE", "WRITE DONE 1-2 1 t.a", "SEARCH DONE 3-4 0 t.a"),
        List.of(
            "FOUND_BY_VALUE",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE 3-4 2 t.b",
            "SEARCH DONE 5-6 0 t.a person"),
        List.of("ANSWERED_AS_AGREED", "READ STRANGE 1-2 0 500"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatMayNotBeIsNamed(List<String> history) {
    assertThat(check(history.subList(1, history.size())))
        .extracting(Violation::rule)
        .contains(Rule.valueOf(history.getFirst()));
  }

  @Test
  void whatWasShownWithoutAnEntryIsNamed() {
    var read = operation("READ DONE 1-2 1 t.a");
    assertThat(Checker.check(List.of(read), Map.of(PERSON, Set.of("another"))))
        .extracting(Violation::rule)
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    assertThat(Checker.check(List.of(read), Map.of()))
        .extracting(Violation::rule)
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
  }

  private static List<Violation> check(List<String> history) {
    return Checker.check(
        history.stream().map(CheckerTest::operation).toList(), Map.of(PERSON, Set.of(ENTRY)));
  }

  private static Operation operation(String text) {
    var parts = new ArrayList<>(List.of(text.split(" ")));
    var times = parts.get(2).split("-");
    return new Operation(
        Kind.valueOf(parts.get(0)),
        "t",
        PERSON,
        Long.parseLong(times[0]),
        Long.parseLong(times[1]),
        Outcome.valueOf(parts.get(1)),
        Long.parseLong(parts.get(3)),
        parts.get(4),
        Optional.of(ENTRY + ".hash"),
        List.of(),
        parts.subList(5, parts.size()));
  }
}
