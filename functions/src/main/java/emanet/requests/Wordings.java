package emanet.requests;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// The wordings of letters, by version: `letters-<version>.properties`. A letter names the version
/// that it was written in, and that version stays.
final class Wordings {
  /// The version in which letters are written now.
  static final int CURRENT = 1;

  private static final Map<Integer, Wordings> LOADED = new ConcurrentHashMap<>();
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu");

  private final int version;
  private final Properties texts;

  private Wordings(int version, Properties texts) {
    this.version = version;
    this.texts = texts;
  }

  static Wordings current() {
    return version(CURRENT);
  }

  static Wordings version(int version) {
    return LOADED.computeIfAbsent(version, Wordings::load);
  }

  private static Wordings load(int version) {
    var name = "letters-" + version + ".properties";
    try (var in = Wordings.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      var texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new Wordings(version, texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int version() {
    return version;
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  /// A text, with `args` put in for `{0}`, `{1}`, … What is put in is not read again.
  String text(String key, String... args) {
    var template = find(key).orElseThrow(() -> new IllegalStateException("no wording for " + key));
    var text = new StringBuilder(template.length());
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      text.append(template, at, open);
      text.append(args[Integer.parseInt(template.substring(open + 1, close))]);
      at = close + 1;
    }
    return text.append(template.substring(at)).toString();
  }

  String date(LocalDate date) {
    return DATE.format(date);
  }

  String date(Instant at) {
    return date(Deadline.date(at));
  }

  String yes(boolean is) {
    return text(is ? "yes" : "no");
  }

  @SuppressWarnings("JavaPeriodGetDays") // years and months are said beside them
  String period(Period period) {
    var parts = new ArrayList<String>();
    if (period.getYears() > 0) {
      parts.add(text("period.years", Integer.toString(period.getYears())));
    }
    if (period.getMonths() > 0) {
      parts.add(text("period.months", Integer.toString(period.getMonths())));
    }
    if (period.getDays() > 0) {
      parts.add(text("period.days", Integer.toString(period.getDays())));
    }
    return String.join(" ", parts);
  }
}
