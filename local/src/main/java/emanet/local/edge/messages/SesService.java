package emanet.local.edge.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.control.Accounts;
import emanet.local.edge.control.Outbox;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// SES version 2 over REST: SendEmail, simple or raw, from whom we may, and how the account stands.
/// Each recipient's mail goes to the outbox.
public final class SesService implements AwsService {
  private static final String JSON = "application/json";
  private static final String IDENTITIES = "/v2/email/identities/";
  private static final int MOST_RECIPIENTS = 50;

  private final Outbox outbox;
  private final Accounts accounts;

  /// Regions in which sending was switched off.
  private final Set<String> paused = ConcurrentHashMap.newKeySet();

  public SesService(Outbox outbox, Accounts accounts) {
    this.outbox = outbox;
    this.accounts = accounts;
  }

  @Override
  public String operation(Call call) {
    return switch (call.method() + " " + call.path()) {
      case "POST /v2/email/outbound-emails" -> "SendEmail";
      case "GET /v2/email/account" -> "GetAccount";
      case "PUT /v2/email/account/sending" -> "PutAccountSendingAttributes";
      case String other when other.startsWith("GET " + IDENTITIES) -> "GetEmailIdentity";
      default -> "";
    };
  }

  @Override
  public Answer answer(Call call) {
    return switch (operation(call)) {
      case "SendEmail" -> send(call);
      case "GetAccount" -> account(call.region());
      case "PutAccountSendingAttributes" -> pause(call);
      case "GetEmailIdentity" ->
          identity(call.region(), call.path().substring(IDENTITIES.length()));
      default ->
          throw new AwsFailure(
              404, "NotFoundException", "The edge's SES sends e-mail, and no more.");
    };
  }

  private Answer account(String region) {
    var standing = accounts.in(region);
    var account = JsonNodeFactory.instance.objectNode();
    account
        .put("DedicatedIpAutoWarmupEnabled", false)
        .put("EnforcementStatus", "HEALTHY")
        .put("ProductionAccessEnabled", !standing.emailSandboxed())
        .put("SendingEnabled", !paused.contains(region));
    account
        .putObject("SendQuota")
        .put("Max24HourSend", (double) standing.emailsADay())
        .put("MaxSendRate", (double) standing.emailsASecond())
        .put("SentLast24Hours", (double) outbox.today(Outbox.Channel.EMAIL));
    return Answer.json(200, JSON, account);
  }

  private Answer identity(String region, String name) {
    var identity = URLDecoder.decode(name, StandardCharsets.UTF_8);
    boolean verified =
        accounts
            .in(region)
            .identity(identity)
            .orElseThrow(() ->
                new AwsFailure(
                    404, "NotFoundException", "Email identity " + identity + " does not exist."));
    return Answer.json(
        200,
        JSON,
        JsonNodeFactory.instance
            .objectNode()
            .put("IdentityType", identity.contains("@") ? "EMAIL_ADDRESS" : "DOMAIN")
            .put("VerificationStatus", verified ? "SUCCESS" : "PENDING")
            .put("VerifiedForSendingStatus", verified));
  }

  private Answer pause(Call call) {
    if (JsonProtocol.parsed(call.body()).path("SendingEnabled").asBoolean()) {
      paused.remove(call.region());
    } else {
      paused.add(call.region());
    }
    return Answer.json(200, JSON, JsonNodeFactory.instance.objectNode());
  }

  private Answer send(Call call) {
    if (paused.contains(call.region())) {
      throw new AwsFailure("SendingPausedException", "Email sending is paused for this account.");
    }
    var input = JsonProtocol.parsed(call.body());
    var recipients = recipients(input.path("Destination"));
    if (input.path("FromEmailAddress").asText().isBlank()) {
      throw bad("Missing required header 'From'.");
    }
    if (!accounts.in(call.region()).sends(input.path("FromEmailAddress").asText())) {
      throw new AwsFailure(
          "MessageRejected",
          "Email address is not verified. The following identities failed the check in region "
              + call.region().toUpperCase(Locale.ROOT)
              + ": "
              + input.path("FromEmailAddress").asText());
    }
    if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
      throw bad("Recipient count must be between 1 and " + MOST_RECIPIENTS + ".");
    }
    var mail = mail(input.path("Content"));
    for (var recipient : recipients) {
      outbox.add(Outbox.Channel.EMAIL, recipient, mail.subject(), mail.body());
    }
    return Answer.json(
        200,
        JSON,
        JsonNodeFactory.instance.objectNode().put("MessageId", UUID.randomUUID().toString()));
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return Answer.json(
            failure.status(),
            JSON,
            JsonNodeFactory.instance.objectNode().put("message", failure.message()))
        .with("x-amzn-ErrorType", failure.code());
  }

  private record Mail(Optional<String> subject, String body) {}

  private static List<String> recipients(JsonNode destination) {
    var found = new ArrayList<String>();
    for (var kind : List.of("ToAddresses", "CcAddresses", "BccAddresses")) {
      for (var address : destination.path(kind)) {
        if (!address.asText().contains("@")) {
          throw bad("Missing final '@domain'");
        }
        found.add(address.asText());
      }
    }
    return found;
  }

  private static Mail mail(JsonNode content) {
    var simple = content.path("Simple");
    if (simple.isObject()) {
      var body = simple.path("Body");
      var text = body.path("Text").path("Data");
      return new Mail(
          Optional.of(simple.path("Subject").path("Data").asText()),
          text.isTextual() ? text.asText() : body.path("Html").path("Data").asText());
    }
    var raw = content.path("Raw").path("Data");
    if (!raw.isTextual()) {
      throw bad("Content must be Simple or Raw here.");
    }
    return raw(raw.asText());
  }

  private static Mail raw(String encoded) {
    try {
      var message = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var parts = message.split("\r?\n\r?\n", 2);
      var subject =
          parts[0]
              .lines()
              .filter(line -> line.regionMatches(true, 0, "Subject:", 0, 8))
              .map(line -> line.substring(8).trim())
              .findFirst();
      return new Mail(subject, parts.length > 1 ? parts[1] : "");
    } catch (IllegalArgumentException e) {
      throw bad("Raw.Data is not Base64.");
    }
  }

  private static AwsFailure bad(String message) {
    return new AwsFailure("BadRequestException", message);
  }
}
