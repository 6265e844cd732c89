package emanet.local.edge.trail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Trails of all Regions, as CloudTrail delivers them: files of events in a bucket, five minutes or
/// a thousand events at a time, off the way of the calls. Without a trail nothing is written down.
///
/// Of CloudTrail's services only KMS is written down, and of it what CloudTrail shows: never a
/// plaintext or a ciphertext.
public final class Trails {
  /// Where objects go: the edge's S3.
  public interface Bucket {
    void put(String bucket, String key, byte[] content);
  }

  private static final Duration BATCH = Duration.ofMinutes(5);
  private static final int MOST = 1000;
  private static final int UNIQUE = 16;
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> buckets = new LinkedHashSet<>();
  private Bucket store = (_, _, _) -> {};
  private List<ObjectNode> waiting = new ArrayList<>();
  private Instant since = Instant.MAX;

  public Trails(InstantSource clock) {
    this.clock = clock;
  }

  /// Where all trails go from now on.
  public synchronized void into(Bucket bucket) {
    store = bucket;
  }

  /// Begins one more trail, which gets the events of all Regions.
  ///
  /// @param name the bucket's
  public synchronized void begin(String name) {
    buckets.add(name);
  }

  /// Writes down what was answered.
  public void answered(Call call, String operation, Optional<String> session, Answer answer) {
    if (follows(call)) {
      add(Event.of(call, operation, session, clock.instant()).answered(answer));
    }
  }

  /// Writes down what was refused, or failed.
  public void failed(Call call, String operation, Optional<String> session, String code) {
    if (follows(call)) {
      add(Event.of(call, operation, session, clock.instant()).failed(code));
    }
  }

  /// Delivers what has waited for long enough.
  public void deliverDue() {
    boolean due;
    synchronized (this) {
      due = !since.isAfter(clock.instant().minus(BATCH));
    }
    if (due) {
      deliver();
    }
  }

  private synchronized boolean follows(Call call) {
    return call.service().equals("kms") && !buckets.isEmpty();
  }

  private synchronized void add(ObjectNode event) {
    waiting.add(event);
    if (since.equals(Instant.MAX)) {
      since = clock.instant();
    }
    if (waiting.size() == MOST) {
      var _ = Thread.ofVirtual().name("edge-trail").start(this::deliver);
    }
  }

  private void deliver() {
    List<ObjectNode> events;
    Set<String> into;
    Bucket bucket;
    synchronized (this) {
      events = waiting;
      into = Set.copyOf(buckets);
      bucket = store;
      waiting = new ArrayList<>();
      since = Instant.MAX;
    }
    var byRegion = new TreeMap<String, List<ObjectNode>>();
    events.forEach(event ->
        byRegion
            .computeIfAbsent(event.path("awsRegion").asText(), _ -> new ArrayList<>())
            .add(event));
    byRegion.forEach((region, ofRegion) -> {
      var content = packed(ofRegion);
      into.forEach(name -> put(bucket, name, name(region), content));
    });
  }

  /// A bucket that takes nothing is an operator's mistake, which costs nobody a call.
  private static void put(Bucket bucket, String name, String key, byte[] content) {
    try {
      bucket.put(name, key, content);
    } catch (RuntimeException e) {
      System.err.println("edge: trail: " + name + ": " + e);
    }
  }

  private String name(String region) {
    var now = clock.instant();
    var unique = new StringBuilder();
    for (int i = 0; i < UNIQUE; i++) {
      unique.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return "AWSLogs/%s/CloudTrail/%s/%s/%s_CloudTrail_%s_%s_%s.json.gz"
        .formatted(
            Event.ACCOUNT,
            region,
            FOLDER.format(now),
            Event.ACCOUNT,
            region,
            STAMP.format(now),
            unique);
  }

  private static byte[] packed(List<ObjectNode> events) {
    var file = JsonNodeFactory.instance.objectNode();
    file.putArray("Records").addAll(events);
    var bytes = new ByteArrayOutputStream();
    try (var zipped = new GZIPOutputStream(bytes)) {
      zipped.write(file.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
