package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Malformation;
import emanet.fault.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final Path PAGE = Path.of("..", "docs", "problems.md");

  /// One of every kind and reason; `everyKindIsThere` holds it complete.
  static List<Fault> all() {
    var faults = new ArrayList<Fault>();
    for (var reason : Malformation.values()) {
      faults.add(new Fault.Malformed(reason, "/a"));
    }
    for (var reason : Refusal.values()) {
      faults.add(new Fault.Refused(reason));
    }
    for (var reason : Conflict.values()) {
      faults.add(Fault.Conflicting.of(reason));
    }
    faults.addAll(
        List.of(
            new Fault.Unauthenticated(),
            new Fault.Absent(),
            new Fault.MethodNotAllowed(List.of("GET", "PUT")),
            new Fault.Erased(),
            new Fault.Stale(),
            new Fault.TooLarge(1 << 20),
            new Fault.UnsupportedMediaType(),
            Fault.Invalid.at("/fields/nationalId", FieldCode.CHECKSUM),
            new Fault.KeyReused(),
            new Fault.TooMany(Duration.ofSeconds(30)),
            new Fault.Tampered(),
            new Fault.Internal(),
            Fault.Unavailable.shortly()));
    return faults;
  }

  /// A 500 says that it is logged, wherever it stands.
  @Test
  void partsOfAnAnswerAreLoggedWhereTheyAreOurOwnFailure() {
    for (var fault : all()) {
      var logged = new ByteArrayOutputStream();
      var log = new FailureLog(new PrintStream(logged, true, UTF_8));
      var request = Request.to(Method.POST, "/v1/subjects/batch").id("r-1").build();
      assertThat(log.problem(fault.exception(), request))
          .isEqualTo(Problems.document(fault, request));
      assertThat(logged.toString(UTF_8).contains("\"requestId\":\"r-1\""))
          .isEqualTo(fault.isOurs());
    }
  }

  @Test
  void everyKindIsThere() {
    assertThat(all().stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(Arrays.asList(Fault.class.getPermittedSubclasses())));
  }

  @Test
  void everySlugHasASectionAndEverySectionASlug() throws IOException {
    var slugs = all().stream().map(fault -> ProblemKind.of(fault).slug()).toList();
    assertThat(sections("## ")).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(slugs));
  }

  @Test
  void everySectionNamesItsStatus() throws IOException {
    var page = Files.readString(PAGE);
    for (var fault : all()) {
      var kind = ProblemKind.of(fault);
      assertThat(page).contains("## " + kind.slug() + "\n\n" + kind.status() + ". ");
    }
  }

  @Test
  void everyFieldCodeIsExplainedAndNoOther() throws IOException {
    var page = Files.readString(PAGE);
    var table = page.substring(page.indexOf("# Codes of `errors`"));
    var codes =
        Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
            .matcher(table)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FieldCode.values()).map(FieldCode::slug).toList());
  }

  private static List<String> sections(String mark) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  @Test
  void statuses() {
    assertThat(
            all().stream()
                .collect(
                    Collectors.toMap(
                        Object::getClass, f -> ProblemKind.of(f).status(), (a, b) -> same(a, b))))
        .containsAllEntriesOf(
            Map.of(
                Fault.Malformed.class, 400,
                Fault.Unauthenticated.class, 401,
                Fault.Refused.class, 403,
                Fault.Absent.class, 404,
                Fault.MethodNotAllowed.class, 405,
                Fault.Conflicting.class, 409,
                Fault.Erased.class, 410,
                Fault.Stale.class, 412,
                Fault.TooLarge.class, 413,
                Fault.UnsupportedMediaType.class, 415))
        .containsAllEntriesOf(
            Map.of(
                Fault.Invalid.class, 422,
                Fault.KeyReused.class, 422,
                Fault.TooMany.class, 429,
                Fault.Tampered.class, 500,
                Fault.Internal.class, 500,
                Fault.Unavailable.class, 503));
  }

  private static Integer same(Integer a, Integer b) {
    assertThat(a).isEqualTo(b);
    return a;
  }

  @Test
  void everyTextIsThereInBothLanguagesAndDiffers() {
    for (var fault : all()) {
      var english = Problems.document(fault, "r", Language.ENGLISH);
      var turkish = Problems.document(fault, "r", Language.TURKISH);
      for (var member : List.of("title", "detail")) {
        assertThat(english.get(member).textValue()).isNotBlank();
        assertThat(turkish.get(member).textValue())
            .isNotBlank()
            .isNotEqualTo(english.get(member).textValue());
      }
    }
    for (var code : FieldCode.values()) {
      assertThat(FieldWording.detail(code, Language.TURKISH))
          .isNotBlank()
          .isNotEqualTo(FieldWording.detail(code, Language.ENGLISH));
    }
  }

  @Test
  void members() {
    var document =
        Problems.document(
            new Fault.Invalid(
                List.of(
                    new FieldError("/fields/a", FieldCode.MISSING),
                    new FieldError("/fields/b", FieldCode.FORMAT))),
            "id-1",
            Language.TURKISH);
    assertThat(document.toString())
        .isEqualTo(
            "{\"type\":\"/problems/invalid-values\",\"title\":\"Geçersiz değerler\",\"status\":422,"
                + "\"detail\":\"İstek biçimce doğru, ancak bazı değerleri kabul edilemiyor.\","
                + "\"instance\":\"urn:emanet:request:id-1\",\"errors\":["
                + "{\"pointer\":\"/fields/a\",\"code\":\"missing\",\"detail\":\"Zorunlu; yok ya da"
                + " boş.\"},{\"pointer\":\"/fields/b\",\"code\":\"format\",\"detail\":\"Biçimi"
                + " uygun değil.\"}]}");
    assertThat(
            document(new Fault.Conflicting(Conflict.EXISTS, Map.of("existing", "x1")))
                .get("existing")
                .textValue())
        .isEqualTo("x1");
    assertThat(document(new Fault.TooLarge(7)).get("limit").longValue()).isEqualTo(7);
    assertThat(document(new Fault.Malformed(Malformation.SHAPE, "/a/0")).get("pointer").textValue())
        .isEqualTo("/a/0");
    assertThat(
            document(new Fault.Malformed(Malformation.HEADER, "If-Match"))
                .get("header")
                .textValue())
        .isEqualTo("If-Match");
    assertThat(
            document(new Fault.Malformed(Malformation.CURSOR, "cursor"))
                .get("parameter")
                .textValue())
        .isEqualTo("cursor");
    assertThat(document(new Fault.Malformed(Malformation.PARAMETER, "")).has("parameter"))
        .isFalse();
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode document(Fault fault) {
    return Problems.document(fault, "id-1", Language.ENGLISH);
  }

  @Test
  void headers() {
    var request = Request.to(Method.GET, "/x").header("Accept-Language", "tr").build();
    assertThat(Problems.answer(new Fault.Absent(), request).headers())
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Content-Language", "tr")
        .doesNotContainKey("Retry-After");
    assertThat(answer(new Fault.Unauthenticated()))
        .containsEntry("WWW-Authenticate", "Bearer realm=\"emanet\"");
    assertThat(answer(new Fault.MethodNotAllowed(List.of("GET", "PUT"))))
        .containsEntry("Allow", "GET, PUT");
    assertThat(answer(new Fault.TooMany(Duration.ofMillis(1500))))
        .containsEntry("Retry-After", "2");
    assertThat(answer(new Fault.Unavailable(Duration.ZERO))).containsEntry("Retry-After", "1");
    assertThat(
            answer(new Fault.Conflicting(Conflict.RUNNING, Map.of(Problems.RETRY_AFTER_FACT, "9"))))
        .containsEntry("Retry-After", "9");
    assertThat(answer(Fault.Conflicting.of(Conflict.EXISTS))).doesNotContainKey("Retry-After");
  }

  private static Map<String, String> answer(Fault fault) {
    return Problems.answer(fault, "id-1", Language.ENGLISH).headers();
  }

  @Test
  void tamperingIsNotTold() {
    assertThat(document(new Fault.Tampered())).isEqualTo(document(new Fault.Internal()));
  }
}
