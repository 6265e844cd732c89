package emanet.local.resilience;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.client.Api;
import emanet.local.resilience.Operation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Asks what there is when all is quiet again: the certificates of the erasures, and the ledger.
final class Aftermath {
  /// An erasure whose record has yet to reach a Region is gone on with by a job: half a minute
  /// after it began, and every minute from then on.
  private static final Duration COMPLETING = Duration.ofMinutes(5);

  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final Set<String> CERTIFIED = Set.of("EFFECTIVE", "FINAL");
  private static final int NOT_FOUND = 404;
  private static final String SEARCHES = "SEARCH";

  private final Function<String, Api> officers;
  private final Consumer<String> told;

  /// @param officers by tenant
  Aftermath(Function<String, Api> officers, Consumer<String> told) {
    this.officers = officers;
    this.told = told;
  }

  /// Which of the erasures that were acknowledged have a certificate, each of which has some
  /// minutes to come to it.
  Set<String> certified(Collection<Operation> history) throws InterruptedException {
    var waiting = new HashMap<String, Operation>();
    history.stream()
        .filter(one -> one.kind() == Kind.ERASE && one.isAcknowledged())
        .forEach(one -> waiting.put(one.value(), one));
    var certified = new HashSet<String>();
    long latest = System.nanoTime() + COMPLETING.toNanos();
    while (true) {
      waiting.values().stream()
          .filter(this::isCertified)
          .map(Operation::value)
          .forEach(certified::add);
      certified.forEach(waiting::remove);
      if (waiting.isEmpty() || System.nanoTime() > latest) {
        return certified;
      }
      told.accept(waiting.size() + " erasures have no certificate yet");
      Thread.sleep(GLANCE);
    }
  }

  private boolean isCertified(Operation erasure) {
    var officer = officers.apply(erasure.tenant());
    var answer = officer.persist(officer.call("GET", "/v1/erasures/" + erasure.value()));
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    Trial.expect(answer);
    var certificate = answer.json();
    return CERTIFIED.contains(certificate.path("state").asText())
        && certificate.path("subject").asText().equals(erasure.subject())
        && !certificate.path("signature").asText().isEmpty();
  }

  /// The entries about everybody, as each person's ledger has them, and those of searches, which
  /// are about nobody.
  ///
  /// @param actors by tenant, who searched
  List<Entered> ledger(Collection<People> people, Map<String, List<String>> actors) {
    var ledger = new ArrayList<Entered>();
    for (var own : people) {
      var officer = officers.apply(own.tenant());
      for (var subject : own.everybody()) {
        entries(officer, "subject=" + subject, ledger::add);
      }
      for (var actor : actors.getOrDefault(own.tenant(), List.of())) {
        entries(
            officer,
            "actor=" + actor,
            entry -> {
              if (entry.action().equals(SEARCHES)) {
                ledger.add(entry);
              }
            });
      }
    }
    return ledger;
  }

  private static void entries(Api officer, String whose, Consumer<Entered> each) {
    var cursor = "";
    do {
      var path = "/v1/ledger/entries?limit=200&" + whose + cursor;
      var page = officer.persist(officer.call("GET", path));
      Trial.expect(page);
      page.json().path("items").forEach(entry -> each.accept(entry(entry)));
      cursor = page.json().path("nextCursor").asText();
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
    } while (!cursor.isEmpty());
  }

  private static Entered entry(JsonNode entry) {
    return new Entered(
        entry.path("receipt").asText(),
        entry.path("action").asText(),
        entry.path("actor").asText(),
        entry.path("subject").asText(),
        entry.path("request").asText(),
        entry.path("done").asBoolean(),
        entry.path("outcomes").findValuesAsText("outcome"));
  }
}
