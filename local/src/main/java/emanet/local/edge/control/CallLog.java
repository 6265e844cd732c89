package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts the calls that the product makes through its SDK: those of clients whose application id
/// is `emanet`. A retry is the same call.
///
/// Counts are kept for ever; what counts by content needs, for the latest calls only.
public final class CallLog {
  private static final String PRODUCT = " app/emanet ";
  private static final int LONGEST_TEXT = 200;
  private static final int CAPACITY = 16 * 1024 * 1024;

  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final Deque<Entry> latest = new ArrayDeque<>();
  private int held;
  private boolean forgot;

  private record Entry(String service, String operation, String content) {}

  public void record(Call call, String operation) {
    if (!ofProduct(call) || isRetry(call)) {
      return;
    }
    var entry = new Entry(call.service(), operation, content(call));
    synchronized (this) {
      count(counts, entry);
      latest.addLast(entry);
      held += entry.content.length();
      while (held > CAPACITY) {
        held -= latest.removeFirst().content.length();
        forgot = true;
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
    held = 0;
    forgot = false;
  }

  private Map<String, Map<String, Long>> matching(String part) {
    if (forgot) {
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

  /// Path, query and body without its long texts, which are ciphertext.
  private static String content(Call call) {
    var body = new String(call.body(), StandardCharsets.UTF_8);
    var kept = new StringBuilder(call.path()).append('?').append(call.query()).append('\n');
    var start = 0;
    while (start < body.length()) {
      var quote = body.indexOf('"', start);
      var end = quote < 0 ? body.length() : quote + 1;
      if (end - start <= LONGEST_TEXT) {
        kept.append(body, start, end);
      }
      start = end;
    }
    return kept.toString();
  }
}
