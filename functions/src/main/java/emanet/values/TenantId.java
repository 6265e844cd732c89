package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// A tenant: one customer whose people's data is kept apart from everyone else's. Shape:
/// `[a-z][a-z0-9-]{2,39}`.
public record TenantId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{2,39}");

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public TenantId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  public static Optional<TenantId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
