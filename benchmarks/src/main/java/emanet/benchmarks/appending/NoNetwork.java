package emanet.benchmarks.appending;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/// DynamoDB's answers without DynamoDB: the SDK does all of its own work but for the socket.
final class NoNetwork implements SdkHttpClient {
  private static final int OK = 200;
  private static final byte[] GENERATION =
      "{\"Item\":{\"generation\":{\"N\":\"1\"}}}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    boolean reads =
        request
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .filter(target -> target.endsWith(".GetItem"))
            .isPresent();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answer(reads ? GENERATION : NOTHING);
      }

      @Override
      public void abort() {
        // it is done at once
      }
    };
  }

  private static HttpExecuteResponse answer(byte[] body) {
    var checksum = new CRC32();
    checksum.update(body);
    var head =
        SdkHttpFullResponse.builder()
            .statusCode(OK)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("x-amz-crc32", Long.toString(checksum.getValue()))
            .build();
    return HttpExecuteResponse.builder()
        .response(head)
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
