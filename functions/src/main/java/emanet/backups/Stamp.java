package emanet.backups;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A moment in an object's name, whole seconds: names sort as moments do.
final class Stamp {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Stamp() {}

  static String of(Instant at) {
    return FORM.format(at);
  }

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(FORM.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
