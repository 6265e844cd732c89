package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FaultException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A JWT in compact form (RFC 7515), well formed, of an algorithm that is allowed, not yet
/// verified.
///
/// @param text the token as sent
record ParsedToken(String text, String algorithm, String keyId, ObjectNode claims) {
  /// API Gateway takes 10 KiB of headers in all.
  static final int LONGEST = 8192;

  private static final int LONGEST_KEY_ID = 256;
  private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256");
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /// Headers by which a token would choose its own key, or change what is signed.
  private static final List<String> REFUSED =
      List.of("jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc");

  static Optional<ParsedToken> of(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    var parts = token.split("\\.", -1);
    if (parts.length != 3 || decoded(parts[2]).isEmpty()) {
      return Optional.empty();
    }
    var header = object(parts[0]).filter(ParsedToken::isAllowed);
    var claims = object(parts[1]);
    return header.isPresent() && claims.isPresent()
        ? Optional.of(
            new ParsedToken(
                token,
                header.get().get("alg").textValue(),
                header.get().get("kid").textValue(),
                claims.get()))
        : Optional.empty();
  }

  private static boolean isAllowed(ObjectNode header) {
    return ALGORITHMS.contains(text(header, "alg"))
        && isKeyId(text(header, "kid"))
        && (!header.has("typ")
            || TYPES.contains(text(header, "typ").toLowerCase(java.util.Locale.ROOT)))
        && REFUSED.stream().noneMatch(header::has);
  }

  private static boolean isKeyId(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_KEY_ID;
  }

  /// Empty where it is absent or no text.
  private static String text(ObjectNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  private static Optional<ObjectNode> object(String part) {
    return decoded(part)
        .flatMap(bytes -> {
          try {
            return StrictJson.parse(bytes) instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
          } catch (FaultException e) {
            return Optional.empty(); // in a token it is 401, not 400
          }
        });
  }

  /// Only the one spelling of those bytes, without padding.
  private static Optional<byte[]> decoded(String part) {
    try {
      var bytes = Base64.getUrlDecoder().decode(part);
      var canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return bytes.length > 0 && canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "ParsedToken[REDACTED]";
  }
}
