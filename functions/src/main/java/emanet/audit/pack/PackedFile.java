package emanet.audit.pack;

import emanet.values.Bytes;
import java.nio.charset.StandardCharsets;

/// A file of a package.
public record PackedFile(String name, Bytes content) {
  public static PackedFile text(String name, String content) {
    return new PackedFile(name, Bytes.owning(content.getBytes(StandardCharsets.UTF_8)));
  }
}
