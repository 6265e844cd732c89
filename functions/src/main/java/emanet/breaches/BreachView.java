package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// How breaches are shown: to the data-protection officer whole, to the auditor without what was
/// typed and without addresses.
///
/// @param whole to whom all is shown
record BreachView(Instant now, boolean whole) {
  private static final List<String> TYPED =
      List.of("means", "reference", "delayReason", "reason", "measures", "advice", "contact");

  /// What a list shows, and what whoever enters a breach is answered.
  ObjectNode head(Breach breach) {
    var report = breach.file().report();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", breach.id());
    json.put("version", breach.version());
    json.set("origin", report.path("origin"));
    json.put("learnedAt", breach.learnedAt().toString());
    json.put("enteredAt", breach.enteredAt().toString());
    var clock = breach.clock();
    // the clock stands where the Authority was told
    var at = breach.notifiedAt().orElse(now);
    json.put("authorityDeadline", clock.deadline().toString());
    json.put("hoursLeft", clock.hoursLeft(at));
    json.put("overdue", breach.notifiedAt().isPresent() ? late(breach) : clock.over(now));
    breach.notifiedAt().ifPresent(told -> json.put("authorityNotifiedAt", told.toString()));
    var progress = breach.progress();
    progress.toldAt().ifPresent(told -> json.put("counterpartToldAt", told.toString()));
    progress.receivedAt().ifPresent(got -> json.put("counterpartReceivedAt", got.toString()));
    progress.publishedAt().ifPresent(since -> json.put("publishedAt", since.toString()));
    json.put("noNotice", progress.waived());
    return json;
  }

  /// An entry of what was told, or decided, without what was typed.
  static ObjectNode untyped(ObjectNode entry) {
    return entry.remove(TYPED);
  }

  private static boolean late(Breach breach) {
    return breach.notifiedAt().filter(breach.clock()::over).isPresent();
  }

  ObjectNode whole(Breach breach) {
    var report = breach.file().report();
    var json = head(breach);
    for (var name : new String[] {"detectedAt", "startedAt", "endedAt"}) {
      if (report.has(name)) {
        json.set(name, report.get(name));
      }
    }
    json.set("source", report.path("source"));
    json.set("effects", report.path("effects"));
    breach.scope().ifPresent(scope -> json.put("scope", scope));
    if (whole) {
      json.set("description", report.path("description"));
      json.set("suspects", report.path(BreachFile.SUSPECTS));
      json.set("form", breach.file().form());
      json.set("noNotices", breach.file().section(BreachFile.NO_NOTICE));
      json.set("receipts", breach.file().section(BreachFile.RECEIPTS));
      json.set("corrections", breach.file().section(BreachFile.CORRECTIONS));
    }
    return json;
  }
}
