package emanet.values;

import java.util.Optional;

/// A tenant: one customer whose people's data is kept apart from everyone else's. Shape:
/// `[a-z][a-z0-9-]{2,39}`.
public record TenantId(String value) {
  private static final int LEAST = 3;
  private static final int MOST = 40;

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public TenantId {
    if (!Codes.fits(value, LEAST, MOST)) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  public static Optional<TenantId> parse(String text) {
    return Codes.fits(text, LEAST, MOST) ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
