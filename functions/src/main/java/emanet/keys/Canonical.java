package emanet.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emanet.fault.Fault;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON in the form of RFC 8785, in which documents are signed: one and the same text, whoever
/// wrote it.
public final class Canonical {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Canonical() {}

  /// The form of a document.
  public static String text(JsonNode document) {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(document)).getEncodedString();
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  /// The same in UTF-8.
  public static Bytes bytes(JsonNode document) {
    return Bytes.owning(text(document).getBytes(StandardCharsets.UTF_8));
  }
}
