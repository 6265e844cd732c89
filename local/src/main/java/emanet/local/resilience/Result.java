package emanet.local.resilience;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.resilience.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a run came to.
public final class Result {
  private static final double PERCENT = 100;

  private final Trial.Order order;
  private final long begun;
  private final long ended;
  private final List<Operation> history;
  private final List<Trouble.Phase> phases;
  private final List<Violation> violations;

  /// @param history of it, only what was begun between `begun` and `ended` counts here
  Result(
      Trial.Order order,
      long begun,
      long ended,
      List<Operation> history,
      List<Trouble.Phase> phases,
      List<Violation> violations) {
    this.order = order;
    this.begun = begun;
    this.ended = ended;
    this.history =
        history.stream().filter(one -> one.begun() >= begun && one.begun() < ended).toList();
    this.phases = List.copyOf(phases);
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }

  /// Requests sent, each try counted.
  public long requests() {
    return history.stream().mapToLong(one -> 1 + one.failures().size()).sum();
  }

  public int disturbances() {
    return phases.size();
  }

  /// Everything in numbers.
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("seed", order.seed()).put("clients", order.clients());
    json.put("regions", String.join(",", order.machine().regions()));
    json.put("seconds", seconds(ended - begun));
    json.put("calls", history.size()).put("requests", requests());
    var outcomes = json.putObject("outcomes");
    counts().forEach(outcomes::put);
    json.set("availability", availability());
    json.set("disturbances", disturbed());
    var promises = json.putArray("promises");
    for (var rule : Violation.Rule.values()) {
      promises.add(rule.text());
    }
    var broken = json.putArray("violations");
    violations.forEach(one -> broken.add(one.toString()));
    return json;
  }

  private Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    history.forEach(one -> counts.merge(one.kind() + " " + one.outcome(), 1L, Long::sum));
    return counts;
  }

  /// As clients saw it: of calls that were tried again, and of single tries.
  private ObjectNode availability() {
    long unserved = history.stream().filter(one -> one.outcome() == Outcome.UNKNOWN).count();
    long again = history.stream().filter(one -> !one.failures().isEmpty()).count();
    long failed = history.stream().mapToLong(one -> one.failures().size()).sum();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("callsNotServed", unserved);
    json.put("callsNotServedPercent", percent(unserved, history.size()));
    json.put("callsTriedAgain", again);
    json.put("callsTriedAgainPercent", percent(again, history.size()));
    json.put("requestsFailedPercent", percent(failed, requests()));
    var statuses = json.putObject("failures");
    var counted = new TreeMap<String, Long>();
    history.forEach(one ->
        one.failures()
            .forEach(status ->
                counted.merge(status == 0 ? "no answer" : status.toString(), 1L, Long::sum)));
    counted.forEach(statuses::put);
    json.put("longestCallMillis", millis(longest(history)));
    return json;
  }

  private ArrayNode disturbed() {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var phase : phases) {
      var json = list.addObject();
      json.put("what", phase.disturbance().what().name());
      json.put("region", phase.disturbance().region());
      json.put("atSecond", seconds(phase.begun() - begun));
      json.put("seconds", phase.disturbance().lasting().toMillis() / 1000.0);
      phase.out().ifPresent(out -> json.put("outAfterMillis", out));
      var meanwhile = history.stream().filter(one -> overlaps(one, phase)).toList();
      json.put("longestCallMillis", millis(longest(meanwhile)));
      json.put("calls", meanwhile.size());
      json.put(
          "notServed", meanwhile.stream().filter(one -> one.outcome() == Outcome.UNKNOWN).count());
      json.put("triedAgain", meanwhile.stream().filter(one -> !one.failures().isEmpty()).count());
    }
    return list;
  }

  /// A call that took longer than the calm between two disturbances belongs to both.
  private static boolean overlaps(Operation one, Trouble.Phase phase) {
    return one.begun() < phase.ended() && one.ended() > phase.begun();
  }

  private static long longest(List<Operation> calls) {
    return calls.stream().mapToLong(one -> one.ended() - one.begun()).max().orElse(0);
  }

  /// The same for people, in lines.
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var json = json();
    var availability = json.path("availability");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d calls in %.0f s by %d clients over %s, seed %d; %d requests, each try counted",
            history.size(),
            seconds(ended - begun),
            order.clients(),
            json.path("regions").asText(),
            order.seed(),
            requests()));
    lines.add(
        String.format(
            Locale.ROOT,
            "not served: %d calls (%.4f %%); served at a second try or later: %.2f %%; requests"
                + " that failed: %.2f %%; the longest call: %d ms",
            availability.path("callsNotServed").asLong(),
            availability.path("callsNotServedPercent").asDouble(),
            availability.path("callsTriedAgainPercent").asDouble(),
            availability.path("requestsFailedPercent").asDouble(),
            availability.path("longestCallMillis").asLong()));
    for (var one : json.path("disturbances")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %6.1f s  %-18s %-14s %5.1f s  %s  longest call %d ms, tried again %d of %d, not"
                  + " served %d",
              one.path("atSecond").asDouble(),
              one.path("what").asText(),
              one.path("region").asText(),
              one.path("seconds").asDouble(),
              one.has("outAfterMillis")
                  ? "out after " + one.path("outAfterMillis").asLong() + " ms"
                  : "stayed in",
              one.path("longestCallMillis").asLong(),
              one.path("triedAgain").asLong(),
              one.path("calls").asLong(),
              one.path("notServed").asLong()));
    }
    for (var rule : Violation.Rule.values()) {
      long broken = violations.stream().filter(one -> one.rule() == rule).count();
      lines.add(
          (broken == 0 ? "  kept    " : "  BROKEN  ")
              + rule.text()
              + (broken == 0 ? "" : ": " + broken));
    }
    violations.stream().limit(20).forEach(one -> lines.add("    " + one));
    return lines;
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : PERCENT * part / whole;
  }

  private static double seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() / 1000.0;
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
