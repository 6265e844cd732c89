package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.ledger.Entry;
import emanet.ledger.Footprints;
import emanet.values.Recent;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Works out a scope: first the access log's part of the window, for calls from suspected
/// addresses; then the ledger's part of it; then what both came to (`ScopeClosing`).
///
/// A step reads one part and writes what it found under a name made of the part's position, so that
/// a step done again writes over itself: it is safe to stop anywhere.
final class ScopeJob implements Kind {
  static final String NAME = "breach-scope";
  static final String BREACH = "breach";

  /// What begins the names of parts, after `parts`.
  static final String VISITS = "V";

  static final String ENTRIES = "E";
  static final String UNDONE = "U";
  static final String SUMS = "S";

  /// Lists in parts.
  static final String MATCHED = "matched";

  static final String UNDONE_IDS = "undone";

  private static final int PART_LENGTH = 200_000;
  private static final int KNOWN = 8;

  private final BreachStore store;
  private final Footprints footprints;
  private final ScopeClosing closing;

  /// What jobs that are being worked here look for: it does not change once their calls are known.
  private final Map<String, Footprints.Wanted> wanted =
      Collections.synchronizedMap(Recent.atMost(KNOWN));

  ScopeJob(BreachStore store, Footprints footprints, ScopeClosing closing) {
    this.store = store;
    this.footprints = footprints;
    this.closing = closing;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// The name of what a scope asks.
  static String inquiry(String scope) {
    return "Q#" + scope;
  }

  static String parts(Job job) {
    return "P#" + job.id() + "#";
  }

  private Inquiry inquiry(Job job) {
    return store
        .document(job.tenant(), job.input(BREACH), inquiry(job.id()))
        .map(Inquiry::of)
        .orElseThrow(() -> new Fault.Internal().exception());
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var inquiry = inquiry(job);
    var start = Footprints.start(inquiry.suspects().from());
    var first = inquiry.suspects().addresses().isEmpty() ? ENTRIES : VISITS;
    var position = cursor.orElse(first + start);
    var at = position.substring(1);
    return position.startsWith(VISITS)
        ? visits(job, inquiry, at, start)
        : entries(job, inquiry, at);
  }

  private Step visits(Job job, Inquiry inquiry, String at, String start) {
    var part = footprints.visits(job.tenant(), inquiry.suspects().addresses(), at, inquiry.to());
    var calls = JsonNodeFactory.instance.arrayNode();
    part.calls()
        .forEach(call ->
            calls
                .addObject()
                .put("a", call.address())
                .put("q", call.request())
                .put("w", call.actor()));
    save(job, VISITS + at, new TreeMap<>(Map.of("calls", calls)));
    var next = part.next().map(to -> VISITS + to).orElse(ENTRIES + start);
    return new Step.Next(next, Map.of("visits", (long) part.calls().size()));
  }

  private Step entries(Job job, Inquiry inquiry, String at) {
    var part =
        footprints.entries(job.tenant(), wanted(job, inquiry), at, inquiry.to(), inquiry.until());
    var lines = JsonNodeFactory.instance.arrayNode();
    var matched = new HashSet<String>();
    for (var entry : part.entries()) {
      entry.subject().ifPresent(subject -> lines.add(Tally.line(entry, subject)));
      suspect(inquiry, entry).ifPresent(matched::add);
    }
    save(job, UNDONE + at, new TreeMap<>(Map.of(UNDONE_IDS, array(part.undone()))));
    var found = Map.of("lines", lines, MATCHED, array(matched));
    save(job, ENTRIES + at, new TreeMap<>(found));
    var counts = Map.of("read", part.read(), "matched", (long) part.entries().size());
    return part.next()
        .<Step>map(to -> new Step.Next(ENTRIES + to, counts))
        .orElseGet(() -> new Step.Done(counts));
  }

  private static Optional<String> suspect(Inquiry inquiry, Entry entry) {
    return Optional.of(entry.actor()).filter(inquiry.suspects().actors()::contains);
  }

  /// Actors, and the calls that came from suspected addresses.
  private Footprints.Wanted wanted(Job job, Inquiry inquiry) {
    var known = wanted.get(job.id());
    if (known != null) {
      return known;
    }
    var requests = new HashSet<String>();
    var callers = new HashSet<String>();
    for (var part : store.documents(job.tenant(), job.input(BREACH), parts(job) + VISITS)) {
      part.path("calls")
          .forEach(call -> {
            requests.add(call.path("q").asText());
            callers.add(call.path("w").asText());
          });
    }
    var found = new Footprints.Wanted(inquiry.suspects().actors(), requests, callers);
    wanted.put(job.id(), found);
    return found;
  }

  private static ArrayNode array(Set<String> texts) {
    var array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// Writes what a step found, in documents that each fit into an item.
  private void save(Job job, String position, SortedMap<String, ArrayNode> found) {
    var documents = new LinkedHashMap<String, JsonNode>();
    int number = 0;
    for (var list : found.entrySet()) {
      for (var piece : Pieces.of(list.getValue(), PART_LENGTH)) {
        var document = JsonNodeFactory.instance.objectNode();
        document.set(list.getKey(), piece);
        documents.put(parts(job) + position + "#" + number++, document);
      }
    }
    if (!documents.isEmpty()) {
      store.write(job.tenant(), job.input(BREACH), documents);
    }
  }

  @Override
  public Step close(Job job, Optional<String> cursor) {
    var step = closing.step(job, inquiry(job), cursor);
    if (step instanceof Step.Done) {
      wanted.remove(job.id());
    }
    return step;
  }
}
