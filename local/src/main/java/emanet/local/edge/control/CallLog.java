package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts the calls that the product makes through its SDK: those of clients whose application id
/// is `emanet`. A retry is the same call.
///
/// Counts are kept for ever; what counts by content needs, for the latest calls only: whoever
/// clears the counts of a `match` has them from then on, as long as no later call had to go.
public final class CallLog {
  private static final String PRODUCT = " app/emanet ";
  private static final int LONGEST_TEXT = 200;
  private static final int CAPACITY = 16 * 1024 * 1024;

  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final Deque<Entry> latest = new ArrayDeque<>();

  /// `match` → how many calls there had been when its counts were cleared.
  private final Map<String, Long> cleared = new HashMap<>();

  private int held;
  private long recorded;
  private long forgotten;

  /// @param number how many calls there had been with it
  private record Entry(long number, String service, String operation, String content) {}

  public void record(Call call, String operation) {
    if (!ofProduct(call) || isRetry(call)) {
      return;
    }
    var content = content(call);
    synchronized (this) {
      recorded++;
      var entry = new Entry(recorded, call.service(), operation, content);
      count(counts, entry);
      latest.addLast(entry);
      held += entry.content.length();
      while (held > CAPACITY) {
        var gone = latest.removeFirst();
        held -= gone.content.length();
        forgotten = gone.number;
      }
    }
  }

  /// Counts by service and operation; with `match`, of the calls that hold it in body or URL.
  synchronized ObjectNode json(Optional<String> match) {
    var matching = match.map(this::matching).orElse(counts);
    var json = JsonNodeFactory.instance.objectNode();
    matching.forEach((service, operations) -> {
      var node = json.putObject(service);
      operations.forEach(node::put);
    });
    return json;
  }

  synchronized void clear(Optional<String> match) {
    if (match.isPresent()) {
      cleared.put(match.get(), recorded);
      latest.removeIf(entry -> {
        if (entry.content.contains(match.get())) {
          held -= entry.content.length();
          return true;
        }
        return false;
      });
      return;
    }
    counts.clear();
    latest.clear();
    cleared.clear();
    held = 0;
    forgotten = 0;
  }

  private Map<String, Map<String, Long>> matching(String part) {
    if (forgotten > cleared.getOrDefault(part, 0L)) {
      throw new ControlFailure(
          409, "Too many calls were made to count by content: DELETE the counts first.");
    }
    var found = new TreeMap<String, Map<String, Long>>();
    for (var entry : latest) {
      if (entry.content.contains(part)) {
        count(found, entry);
      }
    }
    return found;
  }

  private static void count(Map<String, Map<String, Long>> counts, Entry entry) {
    counts
        .computeIfAbsent(entry.service, _ -> new TreeMap<>())
        .merge(entry.operation, 1L, Long::sum);
  }

  private static boolean ofProduct(Call call) {
    return (" " + call.header("User-Agent").orElse("") + " ").contains(PRODUCT);
  }

  private static boolean isRetry(Call call) {
    var attempt = call.header("amz-sdk-request").orElse("attempt=1");
    return !attempt.startsWith("attempt=1;") && !attempt.equals("attempt=1");
  }

  /// Path, query and body without its long texts, which are ciphertext: JSON's, or a form's values.
  private static String content(Call call) {
    var body = new String(call.body(), StandardCharsets.UTF_8);
    var kept = new StringBuilder(call.path()).append('?').append(call.query()).append('\n');
    char between = body.startsWith("Action=") ? '&' : '"';
    var start = 0;
    while (start < body.length()) {
      var quote = body.indexOf(between, start);
      var end = quote < 0 ? body.length() : quote + 1;
      if (end - start <= LONGEST_TEXT) {
        kept.append(body, start, end);
      }
      start = end;
    }
    return kept.toString();
  }
}
