package emanet.breaches;

import emanet.alerts.SmsText;
import emanet.register.Category;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may stand in an SMS to a person: no address of the web, for operators in Türkiye block and
/// mask them, so that an e-mail address is spelt out; and nothing that names a special category
/// (Art. 6), for others may read a phone's screen.
final class PlainWords {
  private static final Locale TURKISH = Locale.forLanguageTag("tr");
  private static final Pattern MAIL =
      Pattern.compile("([\\w.+-]+)@([\\w-]+(?:\\.[\\w-]+){1,20})", Pattern.UNICODE_CHARACTER_CLASS);

  /// What makes an address of the web of a name in any spelling, once it is normalised.
  private static final Pattern JOINTS = Pattern.compile("\\.|://");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /// Beginnings of words that name one of the special categories of Art. 6/1, in plain letters.
  private static final Pattern SPECIAL =
      Pattern.compile(
          "\\b(sagli[kg]|hasta|biyometri|genetik|cinsel|sendika|dernek|vakif|mezhe[pb]|inanc|"
              + "etnik|irk(i|in|iniz|sal)?\\b|din(i|in|iniz|sel)?\\b|siyasi|felsefi|kilik|"
              + "mahkumiyet|health|biometric|genetic|sexual|union|religio)");

  private PlainWords() {}

  /// With e-mail addresses spelt out.
  static String spelt(String text) {
    return MAIL.matcher(text)
        .replaceAll(found -> found.group(1) + " (at) " + found.group(2).replace(".", " (nokta) "));
  }

  /// The text for an SMS; empty if it has an address of the web.
  static Optional<String> of(String text) {
    return Optional.of(spelt(text)).filter(spelt -> SmsText.of(spelt).isPresent());
  }

  /// A name that is not ours to refuse: without what makes an address of the web of it, also where
  /// a dot is one only as it goes out (U+FF0E, U+2024).
  static String name(String text) {
    return of(text)
        .orElseGet(
            () -> JOINTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" "));
  }

  /// Whether it names a special category, or one of these that is special.
  static boolean namesSpecial(String text, Collection<Category> categories) {
    var folded = folded(text);
    return SPECIAL.matcher(folded).find()
        || categories.stream()
            .filter(Category::special)
            .anyMatch(category -> folded.contains(folded(category.title().tr())));
  }

  private static String folded(String text) {
    var plain = Normalizer.normalize(text.toLowerCase(TURKISH), Normalizer.Form.NFKD);
    return MARKS.matcher(plain).replaceAll("").replace('ı', 'i');
  }
}
