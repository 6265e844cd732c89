package emanet.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What titles and details of problems are written in.
public enum Language {
  ENGLISH("en"),
  TURKISH("tr");

  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
  private static final int LONGEST = 1000;

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// The language's tag, for `Content-Language`.
  public String tag() {
    return tag;
  }

  /// The one with the highest weight in an `Accept-Language` (RFC 9110 §12.5.4); of equal ones the
  /// one named first; English where neither is named, since problems are read by developers first.
  /// A header that is not of its form counts as absent: a problem is never withheld for it.
  public static Language preferred(Optional<String> acceptLanguage) {
    var header = acceptLanguage.filter(h -> h.length() <= LONGEST).orElse("");
    var best = ENGLISH;
    double bestWeight = 0;
    for (var range : header.split(",", -1)) {
      var parts = range.strip().split("\\s*;\\s*", 2);
      var language = named(parts[0].toLowerCase(Locale.ROOT));
      double weight = parts.length == 1 ? 1 : weight(parts[1]);
      if (language.isPresent() && weight > bestWeight) {
        best = language.get();
        bestWeight = weight;
      }
    }
    return best;
  }

  private static Optional<Language> named(String range) {
    for (var language : values()) {
      if (range.equals(language.tag) || range.startsWith(language.tag + "-")) {
        return Optional.of(language);
      }
    }
    return range.equals("*") ? Optional.of(ENGLISH) : Optional.empty();
  }

  private static double weight(String parameter) {
    var text = parameter.toLowerCase(Locale.ROOT);
    if (!text.startsWith("q=")) {
      return 0;
    }
    var value = text.substring(2);
    return WEIGHT.matcher(value).matches() ? Double.parseDouble(value) : 0;
  }
}
