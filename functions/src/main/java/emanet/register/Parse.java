package emanet.register;

import emanet.values.Istanbul;
import emanet.values.PublicUrl;
import emanet.values.Rfc3339;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What texts of documents stand for.
final class Parse {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private static final int DATE_LENGTH = 10;

  private Parse() {}

  /// RFC 3339.
  static Optional<Instant> time(String text) {
    return Rfc3339.parse(text);
  }

  /// RFC 3339, or a date, which stands for its first moment in Istanbul.
  static Optional<Instant> timeOrDate(String text) {
    return time(text)
        .or(() -> date(text).map(date -> date.atStartOfDay(Istanbul.ZONE).toInstant()));
  }

  /// `YYYY-MM-DD`, of our era: the JDK's reader takes years with a sign, too.
  static Optional<LocalDate> date(String text) {
    return Optional.of(text)
        .filter(sent -> sent.length() == DATE_LENGTH)
        .flatMap(sent -> tried(() -> LocalDate.parse(sent)))
        .filter(date -> date.getYear() > 0);
  }

  /// Calendar days, months and years by ISO 8601, more than none.
  static Optional<Period> period(String text) {
    return tried(() -> Period.parse(text)).filter(Periods::isPositive);
  }

  /// An https address that calls may be sent to; lower-case scheme.
  static Optional<URI> address(String text) {
    try {
      var uri = new URI(text);
      return PublicUrl.of(uri).filter(_ -> text.startsWith("https:")).map(_ -> uri);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// ISO 3166-1, two letters.
  static Optional<String> country(String text) {
    return COUNTRIES.contains(text) ? Optional.of(text) : Optional.empty();
  }

  private static <T> Optional<T> tried(Supplier<T> parser) {
    try {
      return Optional.of(parser.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
