package emanet.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Looks for texts in bytes, in whatever way whoever keeps bytes may have written them: as they are
/// or in other cases, in UTF-8 or UTF-16, and that in base64 or hexadecimal, escaped as in JSON or
/// in an address, compressed, or in some of these within each other.
public final class InClear {
  private static final int DEPTH = 3;

  /// What is looked for is no shorter.
  private static final int HEAD = 4;

  private static final int QUANTUM = 4;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{7,}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{10,}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
  private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final Locale TURKISH = Locale.of("tr", "TR");

  /// The byte strings that betray a text, one character a byte, by their first `HEAD` bytes.
  private final Map<String, Map<String, String>> forms = new HashMap<>();

  /// By the first two bytes of a form: whether there is any that begins so.
  private final BitSet begins = new BitSet();

  public InClear(Collection<String> texts) {
    texts.forEach(text ->
        forms(text)
            .forEach(form -> {
              forms.computeIfAbsent(form.substring(0, HEAD), _ -> new HashMap<>()).put(form, text);
              begins.set(two(form, 0));
            }));
  }

  /// Which of them are there.
  public Set<String> in(byte[] bytes) {
    var found = new TreeSet<String>();
    look(new String(bytes, BYTES), DEPTH, found);
    return found;
  }

  private static Set<String> forms(String text) {
    var forms = new TreeSet<String>();
    Stream.of(
            text,
            text.toLowerCase(Locale.ROOT),
            text.toLowerCase(TURKISH),
            text.toUpperCase(Locale.ROOT),
            text.toUpperCase(TURKISH))
        .flatMap(form ->
            Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)
                .map(charset -> new String(form.getBytes(charset), BYTES)))
        .forEach(forms::add);
    return forms;
  }

  private void look(String bytes, int depth, Set<String> found) {
    for (int at = 0; at <= bytes.length() - HEAD; at++) {
      if (begins.get(two(bytes, at))) {
        int from = at;
        forms
            .getOrDefault(bytes.substring(at, at + HEAD), Map.of())
            .forEach((form, text) -> {
              if (bytes.startsWith(form, from)) {
                found.add(text);
              }
            });
      }
    }
    if (depth > 0) {
      within(bytes).forEach(inner -> look(inner, depth - 1, found));
    }
  }

  private static int two(String bytes, int at) {
    return bytes.charAt(at) << Byte.SIZE | bytes.charAt(at + 1);
  }

  private static Stream<String> within(String bytes) {
    return Stream.of(
            compressed(bytes),
            BASE64.matcher(bytes).results().flatMap(run -> base64(run.group())),
            HEX.matcher(bytes).results().flatMap(run -> hexadecimal(run.group())),
            escaped(bytes))
        .flatMap(parts -> parts);
  }

  /// Wherever a run may begin: what stands before it may look like a part of it.
  private static Stream<String> base64(String run) {
    return Stream.of(0, 1, 2, 3)
        .map(from -> {
          var part = run.substring(from).replace('-', '+').replace('_', '/');
          int whole = part.length() % QUANTUM == 1 ? part.length() - 1 : part.length();
          return new String(Base64.getDecoder().decode(part.substring(0, whole)), BYTES);
        });
  }

  private static Stream<String> hexadecimal(String run) {
    return Stream.of(0, 1)
        .map(from -> {
          int whole = (run.length() - from) / 2 * 2;
          return new String(HexFormat.of().parseHex(run.substring(from, from + whole)), BYTES);
        });
  }

  private static Stream<String> escaped(String bytes) {
    var found = Stream.<String>builder();
    if (ESCAPE.matcher(bytes).find()) {
      found.add(
          ESCAPE
              .matcher(bytes)
              .replaceAll(escape -> {
                var character = Character.toString(Integer.parseInt(escape.group(1), 16));
                return java.util.regex.Matcher.quoteReplacement(
                    new String(character.getBytes(StandardCharsets.UTF_8), BYTES));
              }));
    }
    if (PERCENT.matcher(bytes).find()) {
      try {
        found.add(URLDecoder.decode(bytes, BYTES));
      } catch (IllegalArgumentException _) {
        // a percent sign that escapes nothing, beside some that do: what precedes it is no address
        found.add(URLDecoder.decode(bytes.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), BYTES));
      }
    }
    return found.build();
  }

  /// What inflates from any place on, as far as it does.
  private static Stream<String> compressed(String bytes) {
    var found = Stream.<String>builder();
    for (int at = bytes.indexOf("\u001f\u008b\b"); at >= 0; ) {
      inflated(bytes.substring(at), true).ifPresent(found::add);
      at = bytes.indexOf("\u001f\u008b\b", at + 1);
    }
    for (var header : List.of("x\u0001", "x\u005e", "x\u009c", "x\u00da")) {
      for (int at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1)) {
        inflated(bytes.substring(at), false).ifPresent(found::add);
      }
    }
    return found.build();
  }

  private static java.util.Optional<String> inflated(String bytes, boolean gzip) {
    var out = new ByteArrayOutputStream();
    try (InputStream in = new ByteArrayInputStream(bytes.getBytes(BYTES));
        InputStream inflating = gzip ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
      for (int next = inflating.read(); next >= 0; next = inflating.read()) {
        out.write(next);
      }
    } catch (IOException _) {
      // not compressed, or no further
    }
    return out.size() == 0
        ? java.util.Optional.empty()
        : java.util.Optional.of(out.toString(BYTES));
  }
}
