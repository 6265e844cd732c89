package emanet.alerts;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of an SMS, as it goes out: in the GSM 7-bit alphabet (3GPP TS 23.038) where that can
/// be, since one `ğ` makes every part hold 70 characters and not 160.
///
/// Characters of an SMS part: GSM 7-bit 160, or 153 where there are several; UCS-2 70, or 67. A
/// character of the extension table counts twice, one outside the BMP twice in UCS-2. None is split
/// over two parts.
public final class SmsText {
  /// What SNS takes in one call.
  private static final int MOST_CHARACTERS = 1600;

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENSION = "\f^{}\\[~]|€";

  /// What Unicode does not decompose by itself.
  private static final Map<Character, String> SPELT =
      Map.ofEntries(
          Map.entry('ı', "i"),
          Map.entry('’', "'"),
          Map.entry('‘', "'"),
          Map.entry('“', "\""),
          Map.entry('”', "\""),
          Map.entry('«', "\""),
          Map.entry('»', "\""),
          Map.entry('–', "-"),
          Map.entry('—', "-"),
          Map.entry('…', "..."),
          Map.entry('•', "-"),
          Map.entry('₺', "TL"),
          Map.entry('\t', " "));

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /// A scheme, `www.`, or a name with a top-level domain that people would take for an address.
  private static final Pattern URL =
      Pattern.compile(
          "(?i)\\b[a-z][a-z0-9+.-]*://|\\bwww\\.|[\\p{L}\\p{N}-]\\.(com|net|org|info|biz|app|io|co|"
              + "me|ly|link|click|xyz|site|online|gov|edu|tr|eu|de|uk|us|ru|cn)\\b");

  private final String text;
  private final boolean gsm;
  private final int parts;

  private SmsText(String text, boolean gsm, int parts) {
    this.text = text;
    this.gsm = gsm;
    this.parts = parts;
  }

  /// The text as an SMS.
  ///
  /// @return empty if it has what looks like an address of the web (operators in Türkiye block or
  ///   mask such messages), nothing at all, or more than one call of SNS takes
  public static Optional<SmsText> of(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    var spelt = transliterated(text.strip());
    // what goes out is looked at: "yazı.com" is no address before, and is one then
    if (spelt.length() > MOST_CHARACTERS || URL.matcher(spelt).find()) {
      return Optional.empty();
    }
    return Optional.of(counted(spelt));
  }

  /// A text that was queued: it was judged then, and what is refused only since would neither be
  /// sent nor given up.
  static SmsText queued(String text) {
    return counted(transliterated(text));
  }

  private static SmsText counted(String spelt) {
    boolean gsm = spelt.chars().allMatch(c -> septets((char) c) > 0);
    return new SmsText(spelt, gsm, gsm ? gsmParts(spelt) : ucs2Parts(spelt));
  }

  /// As it goes out.
  public String text() {
    return text;
  }

  /// How many parts it is sent, and paid, as.
  public int parts() {
    return parts;
  }

  /// Whether it is in the 7-bit alphabet.
  public boolean isGsm() {
    return gsm;
  }

  private static String transliterated(String text) {
    var spelt = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(point -> spelt.append(spelt(Character.toString(point))));
    return spelt.toString();
  }

  private static String spelt(String character) {
    char first = character.charAt(0);
    if (character.length() == 1 && septets(first) > 0) {
      return character;
    }
    var known = SPELT.get(first);
    if (known != null) {
      return known;
    }
    var plain = MARKS.matcher(Normalizer.normalize(character, Normalizer.Form.NFKD)).replaceAll("");
    boolean fits = !plain.isEmpty() && plain.chars().allMatch(c -> septets((char) c) > 0);
    return fits ? plain : character;
  }

  private static int septets(char character) {
    if (BASIC.indexOf(character) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(character) >= 0 ? 2 : 0;
  }

  private static int gsmParts(String text) {
    int total = text.chars().map(c -> septets((char) c)).sum();
    if (total <= 160) {
      return 1;
    }
    int parts = 1;
    int used = 0;
    for (int i = 0; i < text.length(); i++) {
      int septets = septets(text.charAt(i));
      if (used + septets > 153) {
        parts++;
        used = 0;
      }
      used += septets;
    }
    return parts;
  }

  private static int ucs2Parts(String text) {
    if (text.length() <= 70) {
      return 1;
    }
    int parts = 1;
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int units = Character.charCount(text.codePointAt(i));
      if (used + units > 67) {
        parts++;
        used = 0;
      }
      used += units;
      i += units;
    }
    return parts;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
