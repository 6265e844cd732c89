package emanet.http;

import java.util.Optional;

/// The methods that the API has.
public enum Method {
  GET,
  PUT,
  POST,
  PATCH,
  DELETE;

  public static Optional<Method> parse(String name) {
    for (var method : values()) {
      if (method.name().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /// Whether a call may change something, and so takes an `Idempotency-Key`.
  public boolean mutates() {
    return this != GET;
  }
}
