package emanet.alerts;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a send within its tenant. Whoever queues it makes it, from ids of its own, so that
/// queueing the same thing again is the same send. It stands in keys and in webhooks: nothing
/// personal.
public record SendId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

  /// @throws IllegalArgumentException if it is not of its shape
  public SendId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a send's id");
    }
  }

  public static Optional<SendId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new SendId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
