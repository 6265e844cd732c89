package emanet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A call that hangs is given up in time, and nobody is interrupted for one that is over.
@Timeout(60)
class TimeLimitTest {
  private static <T> T aside(Callable<T> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(work).get();
    }
  }

  @Test
  void whatTakesTooLongIsInterrupted() throws Exception {
    boolean left =
        aside(() -> {
          boolean interrupted = false;
          try (var _ = TimeLimit.of(Duration.ofMillis(20))) {
            Thread.sleep(Duration.ofMinutes(5));
          } catch (InterruptedException e) {
            interrupted = true;
          }
          return interrupted && !Thread.currentThread().isInterrupted();
        });
    assertThat(left).isTrue();
  }

  /// Also where the interruption comes when nothing waits any more: it stays with what it was for.
  @Test
  void whatComesLaterIsNotInterrupted() throws Exception {
    boolean whole =
        aside(() -> {
          try (var _ = TimeLimit.of(Duration.ofMillis(20))) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
            while (System.nanoTime() - end < 0) {
              Thread.onSpinWait();
            }
          }
          try (var _ = TimeLimit.of(Duration.ofMillis(20))) {
            // over before its time is
          }
          Thread.sleep(60);
          return !Thread.currentThread().isInterrupted();
        });
    assertThat(whole).isTrue();
  }

  /// Half of a call's time is for the call by wire, and the client has the rest.
  @Test
  void aCallThatHangsLeavesTimeForTheClient() throws Exception {
    try (var client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:1"))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(new Hanging())
            .overrideConfiguration(config -> config.apiCallTimeout(Duration.ofMillis(200)))
            .build()) {
      var wire = new Wire(client, new Hanging());
      long began = System.nanoTime();
      assertThat(aside(() -> wire.call("PutItem", new byte[] {'{', '}'}))).isEmpty();
      assertThat(System.nanoTime() - began)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
      var rest = wire.rest(began).apiCallTimeout().orElseThrow();
      assertThat(rest).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  /// It takes a call and never answers.
  private static final class Hanging implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          try {
            Thread.sleep(Duration.ofMinutes(5));
          } catch (InterruptedException e) {
            throw new InterruptedIOException("closed by interrupt");
          }
          throw new IOException("nothing came");
        }

        @Override
        public void abort() {
          // nothing goes on
        }
      };
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
