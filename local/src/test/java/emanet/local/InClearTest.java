package emanet.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// A search that finds nothing proves something only if it finds what is there.
class InClearTest {
  private static final String TEXT = "Gerekçe-İ7";
  private static final InClear SEARCH = new InClear(List.of(TEXT, "10000000146"));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Packing {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] content, Packing packing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = packing.over(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] among(byte[] content) {
    var noise = new byte[500];
    new Random(content.length).nextBytes(noise);
    var out = new ByteArrayOutputStream();
    out.writeBytes(noise);
    out.writeBytes(content);
    out.writeBytes(noise);
    return out.toByteArray();
  }

  @Test
  void findsATextInWhateverWayItIsWritten() throws IOException {
    var json = "{\"a\":\"x" + TEXT + "y\"}";
    var ways =
        List.of(
            utf8(json),
            utf8(json.toLowerCase(Locale.ROOT)),
            utf8(json.toUpperCase(Locale.of("tr"))),
            json.getBytes(StandardCharsets.UTF_16LE),
            json.getBytes(StandardCharsets.UTF_16BE),
            utf8(json.replace("ç", "\\u00e7").replace("İ", "\\u0130")),
            utf8("?q=" + URLEncoder.encode(json, StandardCharsets.UTF_8) + "&100%"),
            Base64.getEncoder().encode(utf8(json)),
            Base64.getUrlEncoder().withoutPadding().encode(utf8("1" + json)),
            utf8("k:ab" + Base64.getEncoder().encodeToString(utf8("12" + json))),
            utf8(HexFormat.of().formatHex(utf8(json))),
            utf8("a" + HexFormat.of().withUpperCase().formatHex(utf8(json))),
            packed(utf8(json), GZIPOutputStream::new),
            packed(utf8(json), DeflaterOutputStream::new),
            Base64.getEncoder().encode(packed(utf8(json), GZIPOutputStream::new)),
            packed(Base64.getEncoder().encode(utf8(json)), GZIPOutputStream::new));
    for (int i = 0; i < ways.size(); i++) {
      assertThat(SEARCH.in(among(ways.get(i)))).as("way " + i).containsExactly(TEXT);
    }
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(SEARCH.in(among(utf8("Gerekçe-İ8 10000000147 %zz \\u12")))).isEmpty();
    assertThat(SEARCH.in(new byte[0])).isEmpty();
  }
}
