package emanet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What is signed as JSON has one form, whoever wrote it (RFC 8785).
class CanonicalTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// Names in the order of their UTF-16 units, numbers as ECMAScript writes them, no white space.
  @Test
  void oneDocumentHasOneText() throws JsonProcessingException {
    var text = "{\"a\":[1,1e+21,true,null],\"ş\":\"\\n\\u000f€\",\"\uD83D\uDE00\":{}}";
    for (var written :
        new String[] {
          "{\"\uD83D\uDE00\": {}, \"ş\": \"\\u000a\\u000F\\u20ac\", \"a\": [1.0, 1e21, true, null]}",
          text
        }) {
      var document = JSON.readTree(written);
      assertThat(Canonical.text(document)).isEqualTo(text);
      assertThat(Canonical.bytes(document).toArray())
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
