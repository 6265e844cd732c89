package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.Malformation;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static final String WHOLE =
      """
      {"text":"t","texts":["a","b"],"object":{"inner":1},"objects":[{"n":1},{"n":2}],
       "flag":true,"whole":42,"tree":{"x":null},"node":null}
      """;

  @Test
  void readsEachType() {
    var json = of(WHOLE);
    assertThat(json.text("text")).isEqualTo("t");
    assertThat(json.texts("texts")).containsExactly("a", "b");
    assertThat(json.object("object").whole("inner")).isEqualTo(1);
    assertThat(json.objects("objects").stream().map(o -> o.whole("n")).toList())
        .isEqualTo(List.of(1L, 2L));
    assertThat(json.flag("flag")).isTrue();
    assertThat(json.whole("whole")).isEqualTo(42);
    assertThat(json.tree("tree").has("x")).isTrue();
    assertThat(json.node("node").isNull()).isTrue();
    json.done();
  }

  @Test
  void optionalOnesMayBeAbsent() {
    var json = of("{}");
    assertThat(json.optionalText("a")).isEmpty();
    assertThat(json.optionalTexts("a")).isEmpty();
    assertThat(json.optionalObject("a")).isEmpty();
    assertThat(json.optionalObjects("a")).isEmpty();
    assertThat(json.optionalFlag("a")).isEmpty();
    assertThat(json.optionalWhole("a")).isEmpty();
    assertThat(json.optionalTree("a")).isEmpty();
    assertThat(json.optionalNode("a")).isEmpty();
    json.done();
  }

  @Test
  void requiredOnesMayNot() {
    List<Consumer<JsonObject>> reads =
        List.of(
            j -> j.text("a~/b"),
            j -> j.texts("a~/b"),
            j -> j.object("a~/b"),
            j -> j.objects("a~/b"),
            j -> j.flag("a~/b"),
            j -> j.whole("a~/b"),
            j -> j.tree("a~/b"),
            j -> j.node("a~/b"));
    for (var read : reads) {
      assertThat(Faults.of(() -> read.accept(of("{}"))))
          .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a~0~1b"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[]", "{}"})
  void aTextIsNothingElse(String other) {
    assertThat(Faults.of(() -> of("{\"a\":" + other + "}").optionalText("a")))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"1\"", "1.5", "1.0", "1e2", "9223372036854775808", "true"})
  void aWholeNumberIsNothingElse(String other) {
    assertThat(Faults.of(() -> of("{\"a\":" + other + "}").optionalWhole("a")))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a"));
  }

  @Test
  void pointsIntoArrays() {
    assertThat(Faults.of(() -> of("{\"a\":[\"x\",1]}").texts("a")))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a/1"));
    assertThat(Faults.of(() -> of("{\"a\":[{},null]}").objects("a")))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a/1"));
    assertThat(Faults.of(() -> of("{\"a\":[{\"b\":{}}]}").objects("a").getFirst().text("b")))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/a/0/b"));
  }

  @Test
  void refusesWhatWasNotReadWithoutNamingIt() {
    var json = of("{\"a\":1,\"10000000146\":2}");
    json.whole("a");
    assertThat(Faults.of(json::done))
        .isEqualTo(new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, ""));
  }

  @Test
  void refusesWhatWasNotReadInside() {
    var json = of("{\"a\":{\"b\":[{\"c\":1,\"d\":2}]}}");
    json.object("a").objects("b").getFirst().whole("c");
    assertThat(Faults.of(json::done))
        .isEqualTo(new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, "/a/b/0"));
  }

  @Test
  void isAnObject() {
    for (var text : List.of("[]", "1", "\"x\"", "null", "true")) {
      assertThat(Faults.of(() -> of(text))).isEqualTo(new Fault.Malformed(Malformation.SHAPE, ""));
    }
  }

  private static JsonObject of(String text) {
    return JsonObject.of(StrictJson.parse(text.getBytes(UTF_8)), "");
  }
}
