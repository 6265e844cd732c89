package emanet.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What is given to a `TenantMac`: a label and parts, each with its length before it, so that no
/// two uses and no two divisions into parts can give the same bytes.
final class MacContent {
  private MacContent() {}

  static byte[] of(String label, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    add(content, label.getBytes(StandardCharsets.UTF_8));
    for (var part : parts) {
      add(content, part);
    }
    return content.toByteArray();
  }

  private static void add(ByteArrayOutputStream content, byte[] part) {
    content.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    content.writeBytes(part);
  }
}
