package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.functions.ReadinessFunction;
import emanet.local.Stack;
import emanet.local.template.Api;
import emanet.local.template.FunctionSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keeps messages from going out is seen before there are any to send, in each Region by
/// itself. On a stack of its own: other tests send e-mail, which a pause would keep back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadinessTest {
  private static final String AWAY = "eu-west-1";
  private static final String DOMAIN = "emanet.example";
  private static final String SENDER = "bildirim@" + DOMAIN;

  private final Stack stack = Stack.only(Set.of(), Stack.HOME, AWAY);

  @AfterAll
  void stop() {
    stack.close();
  }

  private JsonNode standing(String region) {
    return stack
        .control("POST", "invoke/Readiness?region=" + region, Stack.json("{}"))
        .expect(200)
        .body();
  }

  private void account(String region, String fields) {
    stack
        .control("PUT", "accounts", Stack.json("{\"region\":\"" + region + "\"," + fields + "}"))
        .expect(204);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private List<String> email(String region) {
    return texts(standing(region).path("email"));
  }

  private List<String> sms(String region) {
    return texts(standing(region).path("sms"));
  }

  private static String other(String region) {
    return region.equals(AWAY) ? Stack.HOME : AWAY;
  }

  @ParameterizedTest
  @ValueSource(strings = {Stack.HOME, AWAY})
  void tellsWhatIsWantingByItsNameInThatRegion(String region) {
    assertThat(sms(region))
        .as("one machine has no sender id, and may spend a dollar, as any young account")
        .containsExactly("NO_SENDER", "SPEND_LIMIT");
    assertThat(email(region)).isEmpty();
    account(region, "\"sandboxes\":[\"SMS\", \"EMAIL\"],\"emailsADay\":200,\"emailsASecond\":1");
    try (var sns = stack.sns(region)) {
      sns.setSMSAttributes(r -> r.attributes(Map.of("MonthlySpendLimit", "1000.50")));
      assertThat(sms(region)).containsExactly("NO_SENDER", "SANDBOX");
      assertThat(email(region)).containsExactly("SANDBOX", "QUOTA", "RATE");
      assertThat(sms(other(region))).containsExactly("NO_SENDER", "SPEND_LIMIT");
      assertThat(email(other(region))).isEmpty();
      sns.setSMSAttributes(r -> r.attributes(Map.of("MonthlySpendLimit", "1")));
    }
    account(region, "\"emailsADay\":-1");
    assertThat(email(region)).as("no bound").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Stack.HOME, AWAY})
  void sendingThatWasSwitchedOffIsSeen(String region) {
    try (var ses = stack.ses(region)) {
      ses.putAccountSendingAttributes(r -> r.sendingEnabled(false));
      assertThat(email(region)).containsExactly("PAUSED");
      assertThat(email(other(region))).isEmpty();
      ses.putAccountSendingAttributes(r -> r.sendingEnabled(true));
    }
    assertThat(email(region)).isEmpty();
  }

  /// SES takes what comes from an address that is verified itself, or by its domain, or by one that
  /// this is a part of.
  @ParameterizedTest
  @ValueSource(strings = {Stack.HOME, AWAY})
  void aSenderIsOneOnlyOnceSesHasVerifiedIt(String region) {
    account(region, "\"verified\":[\"example\", \"other.example\"]");
    assertThat(email(region)).as("nobody asked for it").containsExactly("UNVERIFIED");
    account(region, "\"verified\":[],\"pending\":[\"%s\", \"%s\"]".formatted(SENDER, DOMAIN));
    assertThat(email(region)).as("asked for, and not confirmed").containsExactly("UNVERIFIED");
    assertThat(email(other(region))).isEmpty();
    account(region, "\"verified\":[\"%s\"]".formatted(SENDER));
    assertThat(email(region)).isEmpty();
    account(region, "\"verified\":[\"%s\"],\"pending\":[\"%s\"]".formatted(DOMAIN, SENDER));
    assertThat(email(region)).as("by its domain").isEmpty();
  }

  @Test
  void silenceIsTold() {
    stack.fault("/v2/email/account", "ses", "GetAccount", "InternalFailure", 1);
    assertThat(email(Stack.HOME)).containsExactly("NO_ANSWER");
    stack.fault(DOMAIN, "ses", "GetEmailIdentity", "InternalFailure", 1);
    assertThat(email(Stack.HOME)).containsExactly("NO_ANSWER");
  }

  /// As who deploys and forgets it: the template's own defaults.
  @ParameterizedTest
  @ValueSource(strings = {Stack.HOME, AWAY})
  void noSenderIsOneByDefault(String region) throws IOException {
    var function =
        Api.read(Stack.ROOT.resolve("template.yaml"), region, Map.of())
            .functions()
            .get("Readiness");
    assertThat(function.environment()).containsEntry("EMANET_EMAIL_FROM", "");
    assertThat(asked(function, region, "")).containsExactly("NO_SENDER");
    assertThat(asked(function, region, SENDER)).isEmpty();
    assertThat(asked(function, region, "bildirim@posta." + DOMAIN)).isEmpty();
  }

  private List<String> asked(FunctionSpec function, String region, String sender)
      throws IOException {
    var environment = new HashMap<>(function.environment());
    environment.put("EMANET_EMAIL_FROM", sender);
    environment.putAll(
        Map.of(
            "AWS_ENDPOINT_URL",
            stack.edge().toString(),
            "AWS_REGION",
            region,
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test"));
    var answer = new ByteArrayOutputStream();
    new ReadinessFunction(environment)
        .handleRequest(new ByteArrayInputStream(new byte[0]), answer, null);
    return texts(new JsonMapper().readTree(answer.toByteArray()).path("email"));
  }
}
