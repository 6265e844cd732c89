package emanet.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The check finds what is against the promises, and nothing else. Times are in any unit; a call is
/// `kind outcome begun-ended version value`, with `outcome:expected` where there was an `If-Match`.
class CheckerTest {
  private static final String PERSON = "person";
  private static final String ACTOR = "client-1";

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
        List.of("WRITE DONE 1-2 1 t.a", "ERASE DONE 3-6 0 e", "READ DONE 4-5 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "ERASE UNKNOWN 3-4 0 -", "READ DONE 5-6 1 t.a"),
        List.of("WRITE DONE 1-2 1 t.a", "ERASE ACCEPTED 3-4 0 e", "READ GONE 5-6 0 -"),
        // a write that was taken back, and a read that came before that
        List.of(
            "WRITE DONE 1-2 1 t.a",
            "WRITE GONE 3-9 0 t.b",
            "READ DONE 4-5 2 t.b",
            "ERASE DONE 6-8 0 e"),
        // what came of the doubtful ones is known by what is read, and of one it is not
        List.of(
            "WRITE DONE 1-2 1 t.a",
            "WRITE UNKNOWN 3-4 0 t.b",
            "WRITE UNKNOWN 3-4 0 t.c",
            "WRITE DONE 5-6 4 t.d",
            "READ DONE 7-8 4 t.d"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE DONE:1 3-4 2 t.b", "WRITE CONFLICT:1 5-6 0 t.c"),
        List.of("WRITE DONE 1-2 1 t.a", "WRITE UNKNOWN:1 3-4 0 t.b", "READ DONE 5-6 2 t.b"),
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
            "ERASED_IS_GONE", "WRITE DONE 1-2 1 t.a", "ERASE DONE 3-4 0 e", "READ DONE 5-6 1 t.a"),
        List.of("ERASED_IS_GONE", "ERASE DONE 3-4 0 e", "WRITE DONE 5-6 1 t.a"),
        List.of(
            "ERASED_IS_GONE",
            "WRITE DONE 1-2 1 t.a",
            "ERASE DONE 3-4 0 e",
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
        // acknowledged by 202
        List.of(
            "ERASED_IS_GONE",
            "WRITE DONE 1-2 1 t.a",
            "ERASE ACCEPTED 3-4 0 e",
            "READ DONE 5-6 1 t.a"),
        List.of("ERASED_IS_GONE", "ERASE ACCEPTED 3-4 0 e", "WRITE DONE 5-6 1 t.a"),
        List.of(
            "ERASED_IS_GONE",
            "WRITE DONE 1-2 1 t.a",
            "ERASE ACCEPTED 3-4 0 e",
            "SEARCH DONE 5-6 0 t.a person"),
        // a value that nobody wrote
        List.of("NOTHING_ELSE_IS_READ", "WRITE DONE 1-2 1 t.a", "READ DONE 3-4 2 t.x"),
        // one version with two values, neither of which anybody heard of
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE UNKNOWN 1-2 0 t.a",
            "WRITE UNKNOWN 1-2 0 t.b",
            "READ DONE 3-4 1 t.a",
            "READ DONE 3-4 1 t.b"),
        // an old value in a new version
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE 3-4 2 t.b",
            "WRITE UNKNOWN 5-6 0 t.c",
            "READ DONE 7-8 3 t.a"),
        // one write done twice, with another's between
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE DONE 1-2 1 t.z",
            "WRITE DONE 3-9 2 t.a",
            "WRITE DONE 4-5 3 t.b",
            "READ DONE 10-11 4 t.a"),
        // a version that nobody can have made
        List.of("VERSIONS_ARE_LINEAR", "WRITE DONE 1-2 1 t.a", "WRITE DONE 3-4 3 t.b"),
        // done before it was asked for
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE DONE 1-2 1 t.a",
            "READ DONE 3-4 2 t.b",
            "WRITE UNKNOWN 5-6 0 t.b"),
        // refused, and done all the same
        List.of(
            "NOTHING_ELSE_IS_READ",
            "WRITE DONE 1-2 1 t.a",
            "WRITE CONFLICT 3-4 0 t.b",
            "READ DONE 5-6 2 t.b"),
        // two changed the same version, and both were acknowledged
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE:1 3-6 2 t.b",
            "WRITE DONE:1 4-5 3 t.c"),
        List.of(
            "VERSIONS_ARE_LINEAR",
            "WRITE DONE 1-2 1 t.a",
            "WRITE DONE 3-4 2 t.b",
            "WRITE UNKNOWN:1 5-6 0 t.c",
            "READ DONE 7-8 3 t.c"),
        List.of("ANSWERED_AS_AGREED", "CREATE DONE 1-2 0 -", "CREATE DONE 3-4 0 -"),
        List.of("ANSWERED_AS_AGREED", "READ STRANGE 1-2 0 -"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatMayNotBeIsNamed(List<String> history) {
    assertThat(check(history.subList(1, history.size())))
        .extracting(Violation::rule)
        .contains(Rule.valueOf(history.getFirst()));
  }

  /// A read that went as it should, with what is wrong about its entry.
  static Stream<Entered> unfit() {
    return Stream.of(
        new Entered("another.hash", "READ", ACTOR, PERSON, "r", true, List.of()),
        new Entered("entry-0.forged", "READ", ACTOR, PERSON, "r", true, List.of()),
        new Entered("entry-0.hash", "LIST", ACTOR, PERSON, "r", true, List.of()),
        new Entered("entry-0.hash", "READ", "client-2", PERSON, "r", true, List.of()),
        new Entered("entry-0.hash", "READ", ACTOR, "somebody", "r", true, List.of()),
        new Entered("entry-0.hash", "READ", ACTOR, PERSON, "r", false, List.of("ABSENT")));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatWasShownWithoutAnEntryOfItsOwnIsNamed(Entered entry) {
    var write = entered(operation(1, "WRITE DONE 1-2 1 t.a"));
    var history = operations(List.of("READ DONE 3-4 1 t.a", "WRITE DONE 1-2 1 t.a"));
    assertThat(rules(history, calm(List.of(write, entry))))
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    assertThat(rules(history, calm(List.of(write)))).containsExactly(Rule.RECORDED_BEFORE_REVEALED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRITE DONE 1-2 1 t.a",
        "SEARCH DONE 1-2 0 t.a",
        "SEARCH DONE 1-2 0 t.a person",
        "ERASE DONE 1-2 0 e",
        "ERASE ACCEPTED 1-2 0 e",
        "CREATE DONE 1-2 0 -"
      })
  void whateverIsDoneHasAnEntry(String text) {
    var history = operations(List.of(text));
    assertThat(rules(history, calm(List.of()))).containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    assertThat(check(List.of(text))).isEmpty();
  }

  @Test
  void whoIsFoundHasAnEntryOfTheSameSearch() {
    var history = operations(List.of("SEARCH DONE 1-2 0 t.a person"));
    var search = entered(history.getFirst());
    assertThat(rules(history, calm(List.of(search))))
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    var elsewhere = new Entered("f.h", "FOUND", ACTOR, PERSON, "r-other", true, List.of());
    assertThat(rules(history, calm(List.of(search, elsewhere))))
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    var another = new Entered("f.h", "FOUND", ACTOR, "somebody", "r-entry-0", true, List.of());
    assertThat(rules(history, calm(List.of(search, another))))
        .containsExactly(Rule.RECORDED_BEFORE_REVEALED);
    var found = new Entered("f.h", "FOUND", ACTOR, PERSON, "r-entry-0", true, List.of());
    assertThat(rules(history, calm(List.of(search, found)))).isEmpty();
  }

  @Test
  void oneReceiptForTwoIsNamed() {
    var write = operation(0, "WRITE DONE 1-2 1 t.a");
    var history =
        List.of(write, operation(1, "READ DONE 3-4 1 t.a"), operation(1, "READ DONE 5-6 1 t.a"));
    var ledger = List.of(entered(write), entered(history.get(1)));
    assertThat(rules(history, calm(ledger))).containsExactly(Rule.RECORDED_BEFORE_REVEALED);
  }

  @Test
  void anErasureWithoutACertificateIsNamed() {
    for (var outcome : List.of("DONE", "ACCEPTED")) {
      var history = operations(List.of("ERASE " + outcome + " 1-2 0 e"));
      var ledger = history.stream().map(CheckerTest::entered).toList();
      var without = new Afterwards(Long.MAX_VALUE, ledger, Set.of("another"));
      assertThat(rules(history, without)).containsExactly(Rule.ERASURES_COMPLETE);
    }
  }

  /// Of the last reading, which begins at 10.
  static Stream<List<String>> lost() {
    return Stream.of(
        List.of("WRITE DONE 1-2 1 t.a", "READ UNKNOWN 11-12 0 -"),
        List.of("WRITE DONE 1-2 1 t.a", "READ STRANGE 11-12 0 -"),
        List.of("WRITE UNKNOWN 1-2 0 t.a", "READ UNKNOWN 11-12 0 -"),
        List.of("WRITE DONE 1-2 1 t.a", "READ DONE 11-12 1 t.a", "READ UNKNOWN 13-14 0 -"),
        // nobody looked
        List.of("WRITE DONE 1-2 1 t.a", "READ DONE 3-4 1 t.a"));
  }

  @ParameterizedTest
  @MethodSource("lost")
  void whatCannotBeReadWhenAllIsQuietIsNamed(List<String> texts) {
    var history = operations(texts);
    var ledger = history.stream().flatMap(CheckerTest::entries).toList();
    assertThat(rules(history, new Afterwards(10, ledger, Set.of())))
        .contains(Rule.ACKNOWLEDGED_IS_READABLE);
  }

  @Test
  void whatIsReadWhenAllIsQuietIsLeftAlone() {
    var history =
        operations(
            List.of("WRITE DONE 1-2 1 t.a", "READ UNKNOWN 3-9 0 -", "READ DONE 11-12 1 t.a"));
    var ledger = history.stream().flatMap(CheckerTest::entries).toList();
    assertThat(rules(history, new Afterwards(10, ledger, Set.of()))).isEmpty();
  }

  @Test
  void whatIsKnownOfAStrangeAnswerIsSaid() {
    var read = operation(0, "READ STRANGE 1-2 0 -");
    var entry = new Entered("entry-0.hash", "READ", ACTOR, PERSON, "r", false, List.of("TAMPERED"));
    assertThat(Checker.check(List.of(read), calm(List.of(entry))))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.rule()).isEqualTo(Rule.ANSWERED_AS_AGREED);
          assertThat(found.what())
              .contains("READ of person by client-1", "500 internal", "[503, 0]", "entry-0.hash")
              .contains("TAMPERED");
        });
  }

  private static Afterwards calm(List<Entered> ledger) {
    return new Afterwards(Long.MAX_VALUE, ledger, Set.of("e"));
  }

  private static List<Rule> rules(List<Operation> history, Afterwards afterwards) {
    return Checker.check(history, afterwards).stream().map(Violation::rule).toList();
  }

  private static List<Violation> check(List<String> texts) {
    var history = operations(texts);
    return Checker.check(history, calm(history.stream().flatMap(CheckerTest::entries).toList()));
  }

  private static List<Operation> operations(List<String> texts) {
    return IntStream.range(0, texts.size()).mapToObj(i -> operation(i, texts.get(i))).toList();
  }

  /// The entries that a call makes: its own, and one for each whom it found.
  private static Stream<Entered> entries(Operation operation) {
    var own = entered(operation);
    return Stream.concat(
        Stream.of(own),
        operation.found().stream()
            .map(id -> new Entered("f-" + id, "FOUND", ACTOR, id, own.request(), true, List.of())));
  }

  private static Entered entered(Operation operation) {
    var receipt = operation.receipt().orElseThrow();
    var action = operation.kind() == Kind.CREATE ? "CREATE_SUBJECT" : operation.kind().toString();
    return new Entered(
        receipt,
        action,
        operation.actor(),
        operation.kind() == Kind.SEARCH ? "" : operation.subject(),
        "r-" + receipt.split("\\.", 2)[0],
        true,
        List.of());
  }

  private static Operation operation(int number, String text) {
    var parts = new ArrayList<>(List.of(text.split(" ")));
    var times = parts.get(2).split("-");
    var outcome = parts.get(1).split(":");
    return new Operation(
        Kind.valueOf(parts.get(0)),
        "t",
        ACTOR,
        PERSON,
        Long.parseLong(times[0]),
        Long.parseLong(times[1]),
        Outcome.valueOf(outcome[0]),
        outcome.length > 1 ? Long.parseLong(outcome[1]) : 0,
        Long.parseLong(parts.get(3)),
        parts.get(4),
        Optional.of("entry-" + number + ".hash"),
        outcome[0].equals("STRANGE") ? List.of(503, 0) : List.of(),
        outcome[0].equals("STRANGE") ? "500 internal: Internal error, request q" : "",
        parts.subList(5, parts.size()));
  }
}
