package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.IdentityType;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.VerificationStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;

class MessagesTest {
  private final SnsClient sns = TestEdge.client(SnsClient.builder(), "eu-central-1");
  private final SesV2Client ses = TestEdge.client(SesV2Client.builder(), "eu-central-1");
  private final String mark = UUID.randomUUID().toString();

  /// What is in the outbox and holds this text.
  private static List<JsonNode> sent(Edge edge, String text) {
    try {
      var items =
          new ObjectMapper()
              .readTree(TestEdge.control(edge, "GET", "outbox", "").body())
              .path("items");
      return StreamSupport.stream(items.spliterator(), false)
          .filter(item -> item.toString().contains(text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> sent() {
    return sent(TestEdge.shared(), mark);
  }

  @Test
  void anSmsLandsInTheOutboxAsItIs() {
    sns.publish(
        r -> r.phoneNumber("+905321234567").message("Verileriniz: <\"&ğüşıöç\"> + % " + mark));
    assertThat(sent())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.path("channel").asText()).isEqualTo("SMS");
          assertThat(item.path("to").asText()).isEqualTo("+905321234567");
          assertThat(item.path("body").asText())
              .isEqualTo("Verileriniz: <\"&ğüşıöç\"> + % " + mark);
          assertThat(item.has("subject")).isFalse();
          assertThat(item.path("at").asText()).endsWith("Z");
        });
  }

  @Test
  void anSmsNeedsANumberAndFits() {
    for (var number : List.of("05321234567", "+90 532 123 45 67", "+1", "x")) {
      assertThatThrownBy(() -> sns.publish(r -> r.phoneNumber(number).message(mark)))
          .isInstanceOf(InvalidParameterException.class);
    }
    assertThatThrownBy(
            () -> sns.publish(r -> r.phoneNumber("+905321234567").message(mark.repeat(45))))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> sns.publish(r -> r.message(mark)))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(sent()).isEmpty();
  }

  @Test
  void aTopicReachesWhoConfirmed() {
    var topic = sns.createTopic(r -> r.name("t-" + mark)).topicArn();
    sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint(mark + "@a.example"));
    sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint(mark + "@b.example"));
    sns.subscribe(r -> r.topicArn(topic).protocol("sms").endpoint("+905320000000"));
    var invitation = sent(TestEdge.shared(), mark + "@a.example").getFirst().path("body").asText();
    var token = invitation.substring(invitation.lastIndexOf(' ') + 1);
    sns.confirmSubscription(r -> r.topicArn(topic).token(token));
    sns.publish(r -> r.topicArn(topic).subject("Alarm").message("fire " + mark));
    assertThat(sent(TestEdge.shared(), "fire " + mark))
        .extracting(item -> item.path("channel").asText() + " " + item.path("to").asText())
        .containsExactly("TOPIC " + topic, "EMAIL " + mark + "@a.example", "SMS +905320000000");
    assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
        .extracting(s -> s.subscriptionArn().equals("PendingConfirmation"))
        .containsExactly(false, true, false);
    assertThat(sns.listTopics().topics()).anyMatch(t -> t.topicArn().equals(topic));
    sns.deleteTopic(r -> r.topicArn(topic));
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("m")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aSubscriptionCanBeConfirmedForTwoDays() {
    try (var edge = Edge.start(EdgeOptions.anyPort());
        var own = TestEdge.client(edge, SnsClient.builder(), "eu-central-1")) {
      var topic = own.createTopic(r -> r.name("t")).topicArn();
      own.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("a@a.example"));
      var invitation = sent(edge, "a@a.example").getFirst().path("body").asText();
      TestEdge.control(edge, "POST", "clock", "{\"advance\":\"P2DT1S\"}");
      assertThatThrownBy(() ->
              own.confirmSubscription(r ->
                  r.topicArn(topic).token(invitation.substring(invitation.lastIndexOf(' ') + 1))))
          .isInstanceOf(InvalidParameterException.class);
    }
  }

  @Test
  void smsAttributesAreKept() {
    sns.setSMSAttributes(r -> r.attributes(Map.of("DefaultSMSType", "Transactional")));
    assertThat(sns.getSMSAttributes().attributes())
        .containsEntry("DefaultSMSType", "Transactional");
  }

  @Test
  void theAccountsStandingIsToldAndSendingCanBePaused() {
    try (var edge = Edge.start(EdgeOptions.anyPort());
        var text = TestEdge.client(edge, SnsClient.builder(), "eu-central-1");
        var mail = TestEdge.client(edge, SesV2Client.builder(), "eu-central-1")) {
      assertThat(text.getSMSSandboxAccountStatus(r -> {}).isInSandbox()).isFalse();
      assertThat(text.getSMSAttributes(r -> r.attributes("MonthlySpendLimit")).attributes())
          .containsExactly(Map.entry("MonthlySpendLimit", "1"));
      mail.sendEmail(r ->
          r.fromEmailAddress("a@x.example")
              .destination(d -> d.toAddresses("b@x.example"))
              .content(c ->
                  c.simple(s -> s.subject(t -> t.data("s")).body(b -> b.text(t -> t.data("t"))))));
      assertThat(mail.getAccount(r -> {}).sendQuota().sentLast24Hours()).isEqualTo(1);
      mail.putAccountSendingAttributes(r -> r.sendingEnabled(false));
      assertThat(mail.getAccount(r -> {}).sendingEnabled()).isFalse();
      assertThatThrownBy(() ->
              mail.sendEmail(r ->
                  r.fromEmailAddress("a@x.example").destination(d -> d.toAddresses("b@x.example"))))
          .isInstanceOf(SendingPausedException.class);
    }
  }

  @Test
  void mailComesFromVerifiedSendersAlone() {
    try (var edge = Edge.start(EdgeOptions.anyPort());
        var mail = TestEdge.client(edge, SesV2Client.builder(), "eu-central-1")) {
      var any = mail.getEmailIdentity(r -> r.emailIdentity("x.example"));
      assertThat(any.verifiedForSendingStatus()).isTrue();
      assertThat(any.identityType()).isEqualTo(IdentityType.DOMAIN);
      TestEdge.control(
          edge,
          "PUT",
          "accounts",
          "{\"region\":\"eu-central-1\",\"verified\":[\"a@x.example\",\"y.example\"],"
              + "\"pending\":[\"x.example\"]}");
      assertThat(
              mail.getEmailIdentity(r -> r.emailIdentity("a@x.example")).verifiedForSendingStatus())
          .isTrue();
      assertThat(mail.getEmailIdentity(r -> r.emailIdentity("x.example")).verificationStatus())
          .isEqualTo(VerificationStatus.PENDING);
      assertThatThrownBy(() -> mail.getEmailIdentity(r -> r.emailIdentity("z.example")))
          .isInstanceOf(software.amazon.awssdk.services.sesv2.model.NotFoundException.class);
      for (var sender : List.of("a@x.example", "b@y.example", "b@post.y.example")) {
        assertThat(sent(mail, sender)).isNotEmpty();
      }
      for (var sender : List.of("b@x.example", "b@z.example", "b@xy.example", "b@example")) {
        assertThatThrownBy(() -> sent(mail, sender))
            .isInstanceOf(MessageRejectedException.class)
            .hasMessageContaining("not verified");
      }
    }
  }

  private static String sent(SesV2Client mail, String sender) {
    return mail.sendEmail(r ->
            r.fromEmailAddress(sender)
                .destination(d -> d.toAddresses("b@x.example"))
                .content(c ->
                    c.simple(s -> s.subject(t -> t.data("s")).body(b -> b.text(t -> t.data("t"))))))
        .messageId();
  }

  @Test
  void eachRecipientGetsTheMail() {
    ses.sendEmail(r ->
        r.fromEmailAddress("kvkk@acme.example")
            .destination(
                d -> d.toAddresses("a@x.example", "b@x.example").ccAddresses("c@x.example"))
            .content(c ->
                c.simple(s ->
                    s.subject(t -> t.data("Başvurunuz " + mark))
                        .body(b -> b.text(t -> t.data("Cevap"))))));
    assertThat(sent())
        .extracting(item -> item.path("to").asText())
        .containsExactly("a@x.example", "b@x.example", "c@x.example");
    assertThat(sent().getFirst().path("subject").asText()).isEqualTo("Başvurunuz " + mark);
    assertThat(sent().getFirst().path("body").asText()).isEqualTo("Cevap");
  }

  @Test
  void aRawMailIsReadApart() {
    ses.sendEmail(r ->
        r.fromEmailAddress("kvkk@acme.example")
            .destination(d -> d.toAddresses("a@x.example"))
            .content(c ->
                c.raw(raw ->
                    raw.data(
                        SdkBytes.fromUtf8String(
                            "From: x\r\nSubject: " + mark + "\r\n\r\nbody\r\n")))));
    assertThat(sent().getFirst().path("subject").asText()).isEqualTo(mark);
    assertThat(sent().getFirst().path("body").asText()).isEqualTo("body\r\n");
  }

  @Test
  void aMailToNobodyIsRefused() {
    assertThatThrownBy(() ->
            ses.sendEmail(r ->
                r.fromEmailAddress("kvkk@acme.example")
                    .destination(d -> d.toAddresses("nobody"))
                    .content(c ->
                        c.simple(s ->
                            s.subject(t -> t.data(mark)).body(b -> b.text(t -> t.data("x")))))))
        .isInstanceOf(BadRequestException.class);
    assertThat(sent()).isEmpty();
  }

  @Test
  void aWebhookIsPostedByWhoSendsIt() {
    var edge = TestEdge.shared();
    var body =
        "{\"channel\":\"WEBHOOK\",\"to\":\"https://hook.example/x\",\"body\":\"" + mark + "\"}";
    assertThat(TestEdge.control(edge, "POST", "outbox", body).statusCode()).isEqualTo(204);
    assertThat(sent().getFirst().path("to").asText()).isEqualTo("https://hook.example/x");
    assertThat(
            TestEdge.control(edge, "POST", "outbox", body.replace("WEBHOOK", "PIGEON"))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aPageIsServedAsItWasRegistered() {
    var edge = TestEdge.shared();
    var url = "https://" + mark + ".example/jwks.json";
    TestEdge.control(edge, "PUT", "pages", "{\"url\":\"" + url + "\",\"body\":\"{}\"}");
    assertThat(TestEdge.control(edge, "GET", "pages?url=" + url, "").body()).isEqualTo("{}");
    assertThat(TestEdge.control(edge, "GET", "pages?url=" + url + "x", "").statusCode())
        .isEqualTo(404);
  }
}
