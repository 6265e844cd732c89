package emanet.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.values.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/// A letter as it is sealed: JSON `{c, to, …}`.
final class LetterJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHANNEL = "c";
  private static final String TO = "to";
  private static final String SUBJECT = "s";
  private static final String BODY = "b";
  private static final String BRIEF = "m";

  private LetterJson() {}

  /// The caller zeroes it.
  static byte[] write(Letter letter) {
    var tree = JsonNodeFactory.instance.objectNode().put(CHANNEL, letter.channel().name());
    switch (letter) {
      case Letter.Sms(var phone, var text) -> tree.put(TO, phone).put(BODY, text.text());
      case Letter.Email(var address, var subject, var text) ->
          tree.put(TO, address).put(SUBJECT, subject).put(BODY, text);
      case Letter.Webhook(var url, var json, var signer) ->
          tree.put(TO, url.toString()).put(SUBJECT, signer).put(BODY, json);
      case Letter.Topic(var arn, var subject, var text, var sms) -> {
        tree.put(TO, arn).put(SUBJECT, subject).put(BODY, text);
        sms.ifPresent(brief -> tree.put(BRIEF, brief.text()));
      }
    }
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `write` made. It was authenticated, so anything else is our own failure.
  static Letter read(SecretBytes sealed) {
    var bytes = sealed.toArray();
    try {
      var tree = JSON.readTree(bytes);
      var to = text(tree, TO);
      var body = text(tree, BODY);
      return switch (Channel.parse(text(tree, CHANNEL)).orElseThrow(LetterJson::broken)) {
        case SMS -> new Letter.Sms(to, SmsText.queued(body));
        case EMAIL -> new Letter.Email(to, text(tree, SUBJECT), body);
        case WEBHOOK -> new Letter.Webhook(URI.create(to), body, text(tree, SUBJECT));
        case TOPIC ->
            new Letter.Topic(
                to,
                text(tree, SUBJECT),
                body,
                Optional.of(text(tree, BRIEF)).filter(t -> !t.isEmpty()).map(SmsText::queued));
      };
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static String text(JsonNode tree, String name) {
    return tree.path(name).asText();
  }

  private static RuntimeException broken() {
    return new Fault.Internal().exception();
  }
}
