package emanet.local.edge.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.control.Outbox;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// SES version 2 over REST: SendEmail, simple or raw. Each recipient's mail goes to the outbox.
public final class SesService implements AwsService {
  private static final String SEND = "/v2/email/outbound-emails";
  private static final int MOST_RECIPIENTS = 50;

  private final Outbox outbox;

  public SesService(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public String operation(Call call) {
    return call.path().equals(SEND) && call.method().equals("POST") ? "SendEmail" : "";
  }

  @Override
  public Answer answer(Call call) {
    if (!operation(call).equals("SendEmail")) {
      throw new AwsFailure(404, "NotFoundException", "The edge's SES only sends e-mail.");
    }
    var input = JsonProtocol.parsed(call.body());
    var recipients = recipients(input.path("Destination"));
    if (input.path("FromEmailAddress").asText().isBlank()) {
      throw bad("Missing required header 'From'.");
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
        "application/json",
        JsonNodeFactory.instance.objectNode().put("MessageId", UUID.randomUUID().toString()));
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return Answer.json(
            failure.status(),
            "application/json",
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
