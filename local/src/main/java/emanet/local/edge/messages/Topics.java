package emanet.local.edge.messages;

import emanet.local.edge.wire.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Topics and who subscribes to them. Callers hold this object's monitor over several calls.
final class Topics {
  static final String ACCOUNT = "000000000000";

  /// How long a subscription can be confirmed.
  private static final Duration TOKEN_LIFE = Duration.ofDays(2);

  private final InstantSource clock;
  private final Map<String, Map<String, String>> topics = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  /// @param arn of the subscription, once it is confirmed
  record Subscription(
      String arn,
      String topic,
      String protocol,
      String endpoint,
      String token,
      Instant asked,
      boolean confirmed,
      Map<String, String> attributes) {
    Subscription {
      attributes = Map.copyOf(attributes);
    }

    Subscription confirm() {
      return new Subscription(arn, topic, protocol, endpoint, token, asked, true, attributes);
    }
  }

  Topics(InstantSource clock) {
    this.clock = clock;
  }

  /// Creating one that is there gives that one.
  String create(String region, String name, Map<String, String> attributes) {
    var arn = "arn:aws:sns:" + region + ":" + ACCOUNT + ":" + name;
    topics.computeIfAbsent(arn, _ -> new LinkedHashMap<>()).putAll(attributes);
    return arn;
  }

  void delete(String arn) {
    topics.remove(arn);
    subscriptions.removeIf(subscription -> subscription.topic().equals(arn));
  }

  List<String> in(String region) {
    var prefix = "arn:aws:sns:" + region + ":";
    return topics.keySet().stream().filter(arn -> arn.startsWith(prefix)).toList();
  }

  Map<String, String> attributes(String arn) {
    return Optional.ofNullable(topics.get(arn))
        .orElseThrow(() -> new AwsFailure(404, "NotFound", "Topic does not exist"));
  }

  /// Asking once more gives what there is, but with other attributes it is refused.
  Subscription subscribe(
      String topic, String protocol, String endpoint, Map<String, String> attributes) {
    attributes(topic);
    for (var known : subscriptions) {
      if (known.topic().equals(topic)
          && known.protocol().equals(protocol)
          && known.endpoint().equals(endpoint)) {
        if (!attributes.isEmpty() && !attributes.equals(known.attributes())) {
          throw new AwsFailure(
              "InvalidParameter",
              "Invalid parameter: Attributes Reason: Subscription already exists with different"
                  + " attributes");
        }
        return known;
      }
    }
    var id = UUID.randomUUID().toString();
    var subscription =
        new Subscription(
            topic + ":" + id,
            topic,
            protocol,
            endpoint,
            id.replace("-", ""),
            clock.instant(),
            needsNoConsent(protocol),
            attributes);
    subscriptions.add(subscription);
    return subscription;
  }

  Subscription confirm(String topic, String token) {
    for (var i = 0; i < subscriptions.size(); i++) {
      var known = subscriptions.get(i);
      if (known.topic().equals(topic)
          && known.token().equals(token)
          && known.asked().plus(TOKEN_LIFE).isAfter(clock.instant())) {
        subscriptions.set(i, known.confirm());
        return known;
      }
    }
    throw new AwsFailure("InvalidParameter", "Invalid parameter: Token");
  }

  void unsubscribe(String arn) {
    subscriptions.removeIf(subscription -> subscription.arn().equals(arn));
  }

  /// What is said of a subscription.
  Map<String, String> said(String arn) {
    return subscriptions.stream()
        .filter(known -> known.arn().equals(arn))
        .findFirst()
        .map(Subscription::attributes)
        .orElseThrow(() -> new AwsFailure(404, "NotFound", "Subscription does not exist"));
  }

  List<Subscription> of(String topic) {
    return subscriptions.stream().filter(known -> known.topic().equals(topic)).toList();
  }

  List<Subscription> allIn(String region) {
    return in(region).stream().flatMap(topic -> of(topic).stream()).toList();
  }

  /// E-mail and web addresses must say yes first.
  private static boolean needsNoConsent(String protocol) {
    return switch (protocol) {
      case "sms", "sqs", "lambda" -> true;
      default -> false;
    };
  }
}
