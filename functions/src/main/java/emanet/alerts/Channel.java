package emanet.alerts;

import java.util.Arrays;
import java.util.Optional;

/// By what means something is sent.
public enum Channel {
  SMS,
  EMAIL,
  /// HTTPS POST to an address that a tenant registered.
  WEBHOOK,
  /// An SNS topic, to whoever subscribed to it.
  TOPIC;

  static Optional<Channel> parse(String name) {
    return Arrays.stream(values()).filter(channel -> channel.name().equals(name)).findFirst();
  }
}
