package emanet.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static final int LARGEST = 20;

  private static HttpAnswer read(String text) throws IOException {
    return read(text, System.nanoTime() + 60_000_000_000L);
  }

  private static HttpAnswer read(String text, long deadline) throws IOException {
    var wire = text.replace("|", "\r\n").getBytes(ISO_8859_1);
    return new HttpAnswer(new ByteArrayInputStream(wire), LARGEST, deadline);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 5||hello",
        "HTTP/1.1 200 OK|content-length:5||hello and more",
        "HTTP/1.1 200|Content-Length: 5||hello",
        "HTTP/1.0 200 OK||hello",
        "HTTP/1.1 200 OK|Connection: close||hello",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|he|3;x=y|llo|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: Chunked||5|hello|0|Trailer: x||",
        "HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 5||hello",
        "HTTP/1.1 200 OK|Content-Encoding: identity|Content-Length: 5||hello",
      })
  void readsBodies(String text) throws IOException {
    var answer = read(text);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({"302", "404", "500"})
  void tellsOtherStatuses(int status) throws IOException {
    assertThat(read("HTTP/1.1 " + status + " X|Location: https://x.example/||").status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK|Content-Length: 5",
        "HTTP/2 200 OK||",
        "ICY 200 OK||",
        "HTTP/1.1 999 X||",
        "HTTP/1.1 20 X||",
        "HTTP/1.1 200 OK|no colon||",
        "HTTP/1.1 200 OK|: empty||",
        "HTTP/1.1 200 OK|Content-Length: 5||hell",
        "HTTP/1.1 200 OK|Content-Length: -5||hello",
        "HTTP/1.1 200 OK|Content-Length: 5,5||hello",
        "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello",
        "HTTP/1.1 200 OK|Content-Length: 21||hello",
        "HTTP/1.1 200 OK|Content-Length: 99999999999||hello",
        "HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked||5|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||5|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-5|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffffffff|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|helloo|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||b|hello world|b|hello world|0||",
        "HTTP/1.1 200 OK||hello world hello world",
        "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: 5||hello",
      })
  void refusesWhatIsBrokenOrTooLong(String text) {
    assertThatThrownBy(() -> read(text).body()).isInstanceOf(IOException.class);
  }

  @Test
  void boundsTheHead() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 " + "x".repeat(9000) + "||"))
        .hasMessageContaining("broken line");
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK|" + "a: b|".repeat(101) + "|"))
        .hasMessageContaining("too many headers");
    assertThatThrownBy(() -> read("HTTP/1.1 100 Continue||".repeat(6)))
        .hasMessageContaining("never ends");
  }

  @Test
  void hasADeadline() {
    assertThatThrownBy(
            () -> read("HTTP/1.1 200 OK|Content-Length: 5||hello", System.nanoTime() - 1))
        .hasMessageContaining("too long");
  }
}
