package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// The edge misbehaves as told, towards whom it is told, as often as told, and no more.
class FaultsTest {
  private final String tenant = "T#f" + UUID.randomUUID() + "#";
  private final DynamoDbClient frankfurt = once("eu-central-1");
  private final DynamoDbClient ireland = once("eu-west-1");
  private final String table = DynamoTest.table(frankfurt);

  private static DynamoDbClient once(String region) {
    return TestEdge.client(
        DynamoDbClient.builder()
            .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry())),
        region);
  }

  private void fault(String members) {
    var answer =
        TestEdge.control(
            TestEdge.shared(), "PUT", "faults", "{\"match\":\"" + tenant + "\"," + members + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @AfterEach
  void behave() {
    TestEdge.control(TestEdge.shared(), "DELETE", "faults?match=" + tenant.replace("#", "%23"), "");
  }

  private void put(DynamoDbClient client, String key) {
    client.putItem(r -> r.tableName(table).item(DynamoTest.item(tenant + key, "v")));
  }

  private boolean present(String key) {
    // asks by another form of the key, so that the fault does not match
    return frankfurt.scan(r -> r.tableName(table)).items().stream()
        .anyMatch(item -> item.get("pk").s().equals(tenant + key));
  }

  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException,400",
    "ThrottlingException,400",
    "ReplicatedWriteConflictException,400",
    "ConditionalCheckFailedException,400",
    "InternalServerError,500",
    "ServiceUnavailable,503"
  })
  void anInjectedCodeIsWhatTheSdkSees(String code, int status) {
    fault("\"error\":\"" + code + "\",\"count\":1");
    assertThatThrownBy(() -> put(frankfurt, "1"))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
    assertThat(present("1")).isFalse();
    put(frankfurt, "1");
    assertThat(present("1")).isTrue();
  }

  @Test
  void aLostAnswerIsDoneAllTheSame() {
    fault("\"error\":\"LostAnswer\",\"count\":1,\"operation\":\"PutItem\"");
    assertThatThrownBy(() -> put(frankfurt, "2")).isInstanceOf(SdkClientException.class);
    assertThat(present("2")).isTrue();
  }

  @Test
  void aRegionThatIsDownDoesNothingAndTheOtherGoesOn() {
    fault("\"error\":\"RegionDown\",\"region\":\"eu-west-1\"");
    assertThatThrownBy(() -> put(ireland, "3")).isInstanceOf(SdkClientException.class);
    assertThat(present("3")).isFalse();
    put(frankfurt, "3");
    assertThat(present("3")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"PT0.3S\"", "300"})
  void latencyIsWaitedFor(String latency) {
    fault("\"latency\":" + latency);
    var start = System.nanoTime();
    put(frankfurt, "4");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void aRateBefallsThatShareAndTheSameOnesAgain() {
    var first = failures();
    var second = failures();
    assertThat(first).isEqualTo(second);
    assertThat(first.chars().filter(c -> c == 'x').count()).isBetween(10L, 30L);
  }

  private String failures() {
    fault("\"error\":\"ThrottlingException\",\"rate\":0.5");
    var run = new StringBuilder();
    for (var i = 0; i < 40; i++) {
      try {
        put(frankfurt, "r");
        run.append('.');
      } catch (DynamoDbException e) {
        run.append('x');
      }
    }
    return run.toString();
  }

  @Test
  void onlyWhatIsInScopeIsBefallen() {
    fault("\"error\":\"InternalServerError\",\"operation\":\"GetItem\",\"service\":\"dynamodb\"");
    put(frankfurt, "5");
    assertThatThrownBy(() ->
            frankfurt.getItem(r ->
                r.tableName(table)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS(tenant + "5"),
                            "sk", AttributeValue.fromS("K")))))
        .isInstanceOf(DynamoDbException.class);
    assertThat(TestEdge.control(TestEdge.shared(), "GET", "faults", "").body()).contains(tenant);
    behave();
    assertThat(TestEdge.control(TestEdge.shared(), "GET", "faults", "").body())
        .doesNotContain(tenant);
  }

  @Test
  void theClientsRetriesGetOverIt() {
    fault("\"error\":\"ReplicatedWriteConflictException\",\"count\":1");
    fault("\"error\":\"ThrottlingException\",\"count\":2");
    var patient = TestEdge.client(DynamoDbClient.builder(), "eu-central-1");
    put(patient, "6");
    assertThat(present("6")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{",
        "{\"latency\":\"soon\"}",
        "{\"latency\":-1}",
        "{\"latency\":\"P2D\"}",
        "{\"error\":\"\"}",
        "{\"error\":\"no code\"}",
        "{\"error\":\"A\",\"rate\":0}",
        "{\"error\":\"A\",\"rate\":1.5}",
        "{\"error\":\"A\",\"rate\":\"1\"}",
        "{\"error\":\"A\",\"count\":0}",
        "{\"error\":\"A\",\"count\":1.5}",
        "{\"error\":\"A\",\"unknown\":1}",
        "{\"error\":\"A\",\"error\":\"B\"}"
      })
  void aFaultThatMakesNoSenseIsRefused(String body) {
    var answer = TestEdge.control(TestEdge.shared(), "PUT", "faults", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
