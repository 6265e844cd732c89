package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Bytes;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A body's length and media type: what is checked before anything else.
final class RequestBody {
  /// 1 MiB, in bytes as they were sent.
  static final long LIMIT = 1 << 20;

  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private RequestBody() {}

  /// Stands for a body that is no text, whose length is known all the same: what cannot be read is
  /// answered after who calls is known, so it is left to the JSON reader to refuse this.
  private static final byte[] UNREADABLE = {(byte) 0xff};

  /// The body's bytes as they were sent.
  ///
  /// @throws FaultException `TooLarge`
  static Bytes of(ProxyEvent event) {
    var bytes = event.base64 ? decoded(event.body) : encoded(event.body);
    if (bytes.length > LIMIT) {
      throw new Fault.TooLarge(LIMIT).exception();
    }
    return Bytes.of(bytes);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return UNREADABLE;
    }
  }

  private static byte[] encoded(String text) {
    try {
      var buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      return UNREADABLE;
    }
  }

  /// Refuses a body whose media type is not read here; no body needs none.
  ///
  /// @throws FaultException `UnsupportedMediaType`
  static void requireMediaType(Bytes body, Method method, Map<String, List<String>> headers) {
    var types = headers.getOrDefault("content-type", List.of());
    if (body.length() > 0 && (types.size() != 1 || !isRead(types.getFirst(), method))) {
      throw new Fault.UnsupportedMediaType().exception();
    }
  }

  private static boolean isRead(String contentType, Method method) {
    var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    var type = parts[0].strip();
    if (!type.equals(JSON) && !(type.equals(MERGE_PATCH) && method == Method.PATCH)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.startsWith("charset=")
          && !parameter.matches("charset=(utf-8|\"utf-8\"|utf8)")) {
        return false;
      }
    }
    return true;
  }
}
