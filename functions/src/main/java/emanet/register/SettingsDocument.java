package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.register.Tenant.Settings;
import java.time.Period;

/// A tenant's settings as JSON: what is left out has its default.
final class SettingsDocument {
  private static final int MOST_ERASURES = 100_000;
  private static final int MOST_SEARCHES = 10_000_000;
  private static final int MOST_K = 1000;
  private static final int LONGEST_LIFE = 24;
  private static final int MOST_SENDS = 10_000_000;
  private static final int MOST_OCCASIONAL = 12;

  /// A week.
  private static final int LONGEST_RECOVERY = 7 * 24 * 60;

  private static final int MOST_DAYS = 366;

  private SettingsDocument() {}

  static Settings read(DocumentReader sent) {
    var otherwise = Settings.DEFAULT;
    return new Settings(
        sent.whole("erasuresPerActorAndDay", 0, MOST_ERASURES, otherwise.erasures()),
        sent.whole("searchesPerActorAndHour", 0, MOST_SEARCHES, otherwise.searches()),
        sent.whole("searchesPerServiceAndHour", 0, MOST_SEARCHES, otherwise.serviceSearches()),
        sent.whole("k", 2, MOST_K, otherwise.k()),
        sent.whole("l", 1, MOST_K, otherwise.l()),
        life(sent, "accessLogLife", otherwise.accessLogLife()),
        life(sent, "cookieLife", otherwise.cookieLife()),
        sent.whole("smsPartsPerDay", 0, MOST_SENDS, otherwise.smsParts()),
        sent.whole("emailsPerDay", 0, MOST_SENDS, otherwise.emails()),
        sent.whole("occasionalTransfersPerYear", 0, MOST_OCCASIONAL, otherwise.occasional()),
        sent.whole("recoveryTimeMinutes", 1, LONGEST_RECOVERY, otherwise.recoveryMinutes()),
        sent.whole("recoveryPointMinutes", 1, LONGEST_RECOVERY, otherwise.lossMinutes()),
        sent.whole("drillIntervalDays", 1, MOST_DAYS, otherwise.drillDays()));
  }

  private static Period life(DocumentReader sent, String name, Period otherwise) {
    var life = sent.optionalValue(name, Parse::period, otherwise).orElse(otherwise);
    if (!Periods.atMost(life, LONGEST_LIFE)) {
      sent.wrong(name, FieldCode.RANGE);
    }
    return life;
  }

  static ObjectNode write(Settings settings) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("erasuresPerActorAndDay", settings.erasures())
        .put("searchesPerActorAndHour", settings.searches())
        .put("searchesPerServiceAndHour", settings.serviceSearches())
        .put("k", settings.k())
        .put("l", settings.l())
        .put("accessLogLife", settings.accessLogLife().toString())
        .put("cookieLife", settings.cookieLife().toString())
        .put("smsPartsPerDay", settings.smsParts())
        .put("emailsPerDay", settings.emails())
        .put("occasionalTransfersPerYear", settings.occasional())
        .put("recoveryTimeMinutes", settings.recoveryMinutes())
        .put("recoveryPointMinutes", settings.lossMinutes())
        .put("drillIntervalDays", settings.drillDays());
  }
}
