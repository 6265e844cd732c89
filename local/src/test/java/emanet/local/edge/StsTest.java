package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class StsTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/emanet-data";

  private final StsClient sts = TestEdge.client(StsClient.builder(), "eu-central-1");

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
                .tags(Tag.builder().key("tenant").value("acme").build()));
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

  @Test
  void aRoleMustLookLikeOne() {
    assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("admin").roleSessionName("x1")))
        .isInstanceOf(StsException.class);
    assertThatThrownBy(
            () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("x1").durationSeconds(60)))
        .isInstanceOf(StsException.class);
  }
}
