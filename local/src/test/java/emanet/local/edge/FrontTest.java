package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes to the door that should not come in.
class FrontTest {
  private static final String SCOPE =
      "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/%s/aws4_request,"
          + " SignedHeaders=host, Signature=0\r\n";

  private static String sent(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", TestEdge.shared().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String post(String headers, String body) throws IOException {
    return sent(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + headers
            + "Content-Length: "
            + body.getBytes(StandardCharsets.ISO_8859_1).length
            + "\r\n\r\n"
            + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: example.com",
        "Host: 127.0.0.1.example.com",
        "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1",
        "Host: localhost\r\nOrigin: null"
      })
  void pagesInABrowserAreRefusedEverywhere(String headers) throws IOException {
    for (var path : new String[] {"/", "/_emanet/outbox", "/bucket/key", "/_emanet/none"}) {
      assertThat(sent("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.1:4566", "localhost", "localhost:80"})
  void programsOnThisMachineAreServed(String host) throws IOException {
    assertThat(
            sent("GET /_emanet/outbox HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aServiceThatIsNotHereIsNamed() throws IOException {
    assertThat(post(SCOPE.formatted("ec2"), "Action=RunInstances"))
        .startsWith("HTTP/1.1 400 ")
        .contains("no service \\\"ec2\\\"");
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb,DynamoDB_20120810.PutItem",
    "dynamodb,DynamoDB_20120810.CreateTable",
    "dynamodb,DynamoDB_20120810.Nothing",
    "dynamodb,none",
    "kms,TrentService.Encrypt",
    "kms,TrentService.Nothing"
  })
  void whatIsNoJsonIsAnsweredInJson(String service, String target) throws IOException {
    for (var body : new String[] {"", "{", "[]", "nonsense", "{\"a\":1,\"a\":2}", "\u0000"}) {
      assertThat(post(SCOPE.formatted(service) + "X-Amz-Target: " + target + "\r\n", body))
          .startsWith("HTTP/1.1 400 ")
          .contains("__type")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sns", "sts"})
  void whatIsNoFormIsAnsweredInXml(String service) throws IOException {
    for (var body : new String[] {"", "Action=Nothing", "%%%", "Action=Publish&Message=%zz"}) {
      assertThat(post(SCOPE.formatted(service), body))
          .startsWith("HTTP/1.1 400 ")
          .contains("<ErrorResponse");
    }
  }

  @Test
  void whatIsTooLongIsTurnedAwayUnread() throws IOException {
    assertThat(
            sent(
                "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + "Content-Length: 99999999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void theServiceIsToldByTheTargetWhereNothingIsSigned() throws IOException {
    assertThat(post("X-Amz-Target: DynamoDB_20120810.ListTables\r\n", "{}"))
        .startsWith("HTTP/1.1 200 ")
        .contains("TableNames");
    assertThat(post("X-Amz-Target: TrentService.ListKeys\r\n", "{}"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"Keys\"");
    assertThat(
            post(
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Action=GetCallerIdentity&Version=2011-06-15"))
        .startsWith("HTTP/1.1 200 ")
        .contains("administrator");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,none,404",
    "PUT,token,405",
    "POST,faults,405",
    "GET,pages,400",
    "DELETE,jwks,405"
  })
  void theControlApiSaysWhatItLacks(String method, String path, int status) {
    var answer = TestEdge.control(TestEdge.shared(), method, path, "");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
