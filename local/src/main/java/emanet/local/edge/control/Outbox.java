package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// Everything that was sent to somebody, in order; the oldest go when there are too many.
public final class Outbox {
  private static final int CAPACITY = 200_000;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final InstantSource clock;
  private final Deque<Message> messages = new ArrayDeque<>();

  /// By what means.
  public enum Channel {
    SMS,
    EMAIL,
    TOPIC,
    WEBHOOK
  }

  private record Message(
      Channel channel,
      String to,
      Optional<String> subject,
      Map<String, String> headers,
      String body,
      Instant at) {}

  Outbox(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes one message as sent.
  public void add(Channel channel, String to, Optional<String> subject, String body) {
    add(new Message(channel, to, subject, Map.of(), body, clock.instant()));
  }

  /// Takes the call of a webhook: `{url, headers, body}`.
  ///
  /// @return its address
  String addWebhook(Fields fields) {
    var url = fields.uri("url").toString();
    var headers = fields.textsByName("headers");
    var body = fields.text("body");
    fields.done();
    add(new Message(Channel.WEBHOOK, url, Optional.empty(), headers, body, clock.instant()));
    return url;
  }

  /// How many went by a channel in the last 24 hours, whichever Region they were sent from.
  public synchronized long today(Channel channel) {
    var from = clock.instant().minus(A_DAY);
    return messages.stream()
        .filter(message -> message.channel == channel && message.at.isAfter(from))
        .count();
  }

  private synchronized void add(Message message) {
    messages.addLast(message);
    if (messages.size() > CAPACITY) {
      messages.removeFirst();
    }
  }

  void add(Fields fields) {
    var channel = fields.text("channel");
    var to = fields.text("to");
    var subject = fields.optionalText("subject");
    var body = fields.text("body");
    fields.done();
    for (var known : Channel.values()) {
      if (known.name().equals(channel)) {
        add(known, to, subject, body);
        return;
      }
    }
    throw Fields.wrong("channel", "SMS, EMAIL, TOPIC or WEBHOOK");
  }

  synchronized ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    for (var message : messages) {
      var item = items.addObject();
      item.put("channel", message.channel.name());
      item.put("to", message.to);
      message.subject.ifPresent(subject -> item.put("subject", subject));
      if (!message.headers.isEmpty()) {
        message.headers.forEach(item.putObject("headers")::put);
      }
      item.put("body", message.body);
      item.put("at", message.at.toString());
    }
    return json;
  }

  synchronized void clear() {
    messages.clear();
  }
}
