package emanet.local.edge.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/// The encryption context as bytes that are authenticated: every name and value with its length, so
/// that no two contexts give the same bytes.
final class Context {
  private Context() {}

  static byte[] canonical(SortedMap<String, String> context) {
    var size =
        context.entrySet().stream()
            .mapToInt(entry ->
                2 * Integer.BYTES + utf8(entry.getKey()).length + utf8(entry.getValue()).length)
            .sum();
    var bytes = ByteBuffer.allocate(size);
    context.forEach((name, value) -> {
      bytes.putInt(utf8(name).length).put(utf8(name));
      bytes.putInt(utf8(value).length).put(utf8(value));
    });
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
