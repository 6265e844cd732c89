package emanet.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client tries, and what it takes an answer for.
class AnswersTest {
  /// No patience makes it one.
  @Test
  @Timeout(20)
  void aPortThatCannotBeIsNotTriedAgain() {
    try (var http = new Http(Duration.ofMinutes(2))) {
      var call = Call.of("GET", URI.create("http://127.0.0.1:65536/v1"));
      assertThatThrownBy(() -> http.persist(call))
          .isInstanceOf(Unreachable.class)
          .hasMessage("no answer from http://127.0.0.1:65536: there is no such port");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=utf-8",
        "application/problem+json",
        "application/vnd.example+JSON ; v=1"
      })
  void whatSaysThatItIsJsonIs(String type) {
    assertThat(of(type).isJson()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/jsonl",
        "application/json-seq",
        "text/plain; note=json",
        "text/plain; note=a+json",
        ""
      })
  void whatOnlyHasTheWordIsNot(String type) {
    assertThat(of(type).isJson()).isFalse();
  }

  private static Answer of(String type) {
    return new Answer(200, Map.of("content-type", List.of(type)), new byte[0]);
  }
}
