package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.local.platform.FunctionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class StsTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/emanet-data";

  private final StsClient sts = TestEdge.client(StsClient.builder(), "eu-central-1");

  /// As template.yaml has them: for one tag, by one role.
  @BeforeAll
  static void makeRole() {
    var role =
        """
        {"arn": "%s",
         "trust": [{"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
           "Principal": {"AWS": "arn:aws:iam::000000000000:role/emanet-other-eu-central-1"},
           "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["tenant"]},
                         "Null": {"aws:RequestTag/tenant": "false"}}}],
         "policy": []}
        """
            .formatted(ROLE);
    assertThat(TestEdge.control(TestEdge.shared(), "PUT", "roles", role).statusCode())
        .isEqualTo(204);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static StaticCredentialsProvider as(Credentials credentials) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
  }

  @Test
  void testIsTheAdministrator() {
    assertThat(sts.getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::000000000000:user/administrator");
  }

  @Test
  void aSessionIsItsRole() {
    var assumed =
        sts.assumeRole(r ->
            r.roleArn(ROLE)
                .roleSessionName("acme-1")
                .durationSeconds(900)
                .tags(tag("tenant", "acme")));
    assertThat(assumed.credentials().expiration())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(14)), Instant.now().plus(Duration.ofMinutes(16)));
    try (var inRole =
        StsClient.builder()
            .endpointOverride(TestEdge.url())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(as(assumed.credentials()))
            .build()) {
      assertThat(inRole.getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::000000000000:assumed-role/emanet-data/acme-1");
    }
  }

  @Test
  void aSessionThatNeverWasIsRefused() {
    var forged =
        Credentials.builder()
            .accessKeyId("ASIAFORGED")
            .secretAccessKey("x")
            .sessionToken("y")
            .build();
    try (var client =
        DynamoDbClient.builder()
            .endpointOverride(TestEdge.url())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(as(forged))
            .build()) {
      assertThatThrownBy(client::listTables).hasMessageContaining("token");
    }
  }

  /// A session is its access key and its token, both.
  @Test
  void aSessionWithoutItsTokenIsRefused() {
    var mine = session("acme");
    var half = mine.toBuilder().sessionToken("other").build();
    try (var client = client(half)) {
      assertThatThrownBy(client::getCallerIdentity).hasMessageContaining("invalid");
    }
  }

  private Credentials session(String tenant) {
    return sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName(tenant).tags(tag("tenant", tenant)))
        .credentials();
  }

  private static StsClient client(Credentials credentials) {
    return StsClient.builder()
        .endpointOverride(TestEdge.url())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(as(credentials))
        .build();
  }

  @Test
  void aRoleIsTakenOnWithItsTagAlone() {
    refused(r -> r.roleSessionName("acme"));
    refused(r -> r.roleSessionName("acme").tags(tag("team", "x")));
    refused(r -> r.roleSessionName("acme").tags(tag("tenant", "acme"), tag("team", "x")));
    refused(r -> r.roleArn(ROLE + "-unknown").tags(tag("tenant", "acme")).roleSessionName("acme"));
    // no wildcard comes into a policy by a tag
    for (var value : List.of("*", "acme*", "ac?e", "$" + "{aws:username}")) {
      assertThatThrownBy(() -> session(value)).hasMessageContaining("not valid");
    }
  }

  /// A session's role is not the one that is trusted, and no other function's is.
  @Test
  void aRoleIsTakenOnByWhomItTrustsAlone() {
    try (var inRole = client(session("acme"))) {
      assertThatThrownBy(() ->
              inRole.assumeRole(
                  r -> r.roleArn(ROLE).roleSessionName("other").tags(tag("tenant", "other"))))
          .hasMessageContaining("not authorized");
    }
    try (var other = function("Seal");
        var own = function("Other")) {
      assertThatThrownBy(() ->
              other.assumeRole(
                  r -> r.roleArn(ROLE).roleSessionName("acme").tags(tag("tenant", "acme"))))
          .hasMessageContaining("not authorized");
      assertThat(
              own.assumeRole(
                      r -> r.roleArn(ROLE).roleSessionName("acme").tags(tag("tenant", "acme")))
                  .assumedRoleUser()
                  .arn())
          .endsWith("emanet-data/acme");
    }
  }

  private static StsClient function(String name) {
    return StsClient.builder()
        .endpointOverride(TestEdge.url())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(FunctionKey.of(name), "test")))
        .build();
  }

  private void refused(Consumer<AssumeRoleRequest.Builder> request) {
    assertThatThrownBy(() -> sts.assumeRole(r -> request.accept(r.roleArn(ROLE))))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            });
  }

  /// A condition that would not be judged is not taken: it would let everything through.
  @Test
  void aRoleThatWouldNotBeJudgedIsNotTaken() {
    for (var policy :
        List.of(
            "{'Effect': 'Allow', 'NotAction': 'x', 'Resource': '*'}",
            "{'Effect': 'Allow', 'Action': 'x', 'Resource': '*',"
                + " 'Condition': {'NumericLessThan': {'x': '1'}}}")) {
      var role = "{'arn': 'x', 'trust': [], 'policy': [" + policy + "]}";
      assertThat(
              TestEdge.control(TestEdge.shared(), "PUT", "roles", role.replace('\'', '"'))
                  .statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void aRoleMustLookLikeOne() {
    assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("admin").roleSessionName("x1")))
        .isInstanceOf(StsException.class);
    assertThatThrownBy(
            () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("x1").durationSeconds(60)))
        .isInstanceOf(StsException.class);
  }
}
