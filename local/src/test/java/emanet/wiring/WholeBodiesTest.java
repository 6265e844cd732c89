package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What goes over the wire, seen from the other side of it.
class WholeBodiesTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final OtherSide other = new OtherSide();
  private final SdkHttpClient plain = UrlConnectionHttpClient.create();
  private final SdkHttpClient client = new WholeBodies(plain);

  WholeBodiesTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    client.close();
    plain.close();
    other.close();
  }

  private int call() throws IOException {
    var answered = other.call(client, "/");
    assertThat(answered.body()).hasSize(2);
    return answered.head().statusCode();
  }

  @Test
  void aBodyGoesOutWithItsLength() throws IOException {
    other.serve(ANSWER);
    assertThat(call()).isEqualTo(200);
    assertThat(other.arrived()).hasSize(1);
    assertThat(other.arrived().getFirst())
        .startsWith("POST / HTTP/1.1\r\n")
        .containsIgnoringCase("\r\nContent-Length: " + OtherSide.LENGTH + "\r\n")
        .containsIgnoringCase("\r\nContent-Type: application/x-amz-json-1.0\r\n")
        .endsWith("\r\n\r\n" + OtherSide.BODY);
  }

  @Test
  void aConnectionIsKeptForTheNextCall() throws IOException {
    other.serve(ANSWER, ANSWER);
    assertThat(call()).isEqualTo(200);
    assertThat(call()).isEqualTo(200);
    assertThat(other.arrived()).hasSize(2);
  }

  @Test
  void aKeptConnectionThatWasClosedIsOpenedAnew() throws IOException {
    other.serve(ANSWER);
    assertThat(call()).isEqualTo(200);
    other.serve(ANSWER);
    assertThat(call()).isEqualTo(200);
    assertThat(other.arrived()).hasSize(2);
  }
}
