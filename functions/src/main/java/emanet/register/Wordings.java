package emanet.register;

import emanet.values.Istanbul;
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

/// The wordings of texts that people get, by version: `<name>-<version>.properties` beside the
/// class that they are for. A text names the version that it was written in, and that version
/// stays.
public final class Wordings {
  private static final Map<String, Wordings> LOADED = new ConcurrentHashMap<>();
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm");

  private final int version;
  private final Properties texts;

  private Wordings(int version, Properties texts) {
    this.version = version;
    this.texts = texts;
  }

  /// The wordings of that name and version.
  ///
  /// @param room a class in whose package they lie
  public static Wordings of(Class<?> room, String name, int version) {
    return LOADED.computeIfAbsent(
        room.getPackageName() + "/" + name + "-" + version, _ -> load(room, name, version));
  }

  private static Wordings load(Class<?> room, String base, int version) {
    var name = base + "-" + version + ".properties";
    try (var in = room.getResourceAsStream(name)) {
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

  public int version() {
    return version;
  }

  public Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  /// A text, with `args` put in for `{0}`, `{1}`, … What is put in is not read again.
  public String text(String key, String... args) {
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

  public String date(LocalDate date) {
    return DATE.format(date);
  }

  public String date(Instant at) {
    return DATE.format(at.atZone(Istanbul.ZONE));
  }

  /// A moment, as clocks in Istanbul show it.
  public String time(Instant at) {
    return TIME.format(at.atZone(Istanbul.ZONE));
  }

  public String yes(boolean is) {
    return text(is ? "yes" : "no");
  }

  @SuppressWarnings("JavaPeriodGetDays") // years and months are said beside them
  public String period(Period period) {
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
