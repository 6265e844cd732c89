package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where processor time goes, by the JVM's own recorder (JFR): processes that are measured record
/// themselves when that is asked for, and what they leave is summed up by areas and by frames.
///
/// Samples are of Java code, natives that it calls included; what compilers and collectors use is
/// not in them. A recorder costs a little: figures of a run that is profiled are not compared.
public final class Profile {
  private static final String DIRECTORY = "emanet.profile";
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final String AREA = "area";
  private static final int MOST_FRAMES = 15;

  /// By the first frame, from the innermost outwards, that one of these begins.
  private static final Map<String, String> AREAS = areas();

  private Profile() {}

  private static Map<String, String> areas() {
    var areas = new LinkedHashMap<String, String>();
    areas.put("com.fasterxml.jackson.", "JSON (Jackson)");
    areas.put("software.amazon.awssdk.http.auth", "AWS SDK, signing");
    areas.put("software.amazon.awssdk.protocols", "AWS SDK, writing and reading JSON");
    areas.put("software.amazon.awssdk.thirdparty.jackson", "AWS SDK, writing and reading JSON");
    areas.put("software.amazon.awssdk.http", "AWS SDK, connections");
    areas.put("software.amazon.awssdk", "AWS SDK, its own course");
    areas.put("software.amazon.dynamodb.", "DynamoDB Local");
    areas.put("com.almworks.sqlite4java.", "DynamoDB Local");
    areas.put("software.amazon.", "AWS libraries of encryption");
    areas.put("com.amazonaws.encryptionsdk", "AWS libraries of encryption");
    areas.put("com.amazonaws.services.lambda", "Lambda's runtime client");
    areas.put("com.google.crypto.tink", "Tink");
    areas.put("sun.net.www.", "AWS SDK, connections");
    areas.put("com.sun.net.httpserver", "gateway");
    areas.put("sun.net.httpserver", "gateway");
    areas.put("emanet.local", "gateway");
    areas.put("emanet.benchmarks", "benchmarks");
    return areas;
  }

  /// Lets processes that start from now on record themselves into that directory.
  public static void into(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var old = Files.list(directory)) {
      for (var file : old.filter(f -> f.toString().endsWith(".jfr")).toList()) {
        Files.delete(file);
      }
    }
    System.setProperty(DIRECTORY, directory.toAbsolutePath().toString());
  }

  public static boolean isAsked() {
    return System.getProperty(DIRECTORY) != null;
  }

  /// Flags for a process that is measured; none where no profile is asked for.
  ///
  /// @param process names its recording
  public static List<String> flags(String process) {
    var directory = System.getProperty(DIRECTORY);
    return directory == null
        ? List.of()
        : List.of(
            // what a process prints is read by who started it
            "-Xlog:jfr+startup=off",
            "-XX:StartFlightRecording:settings=none,+%1$s#enabled=true,+%1$s#throttle=10ms,dumponexit=true,filename=%2$s/%3$s"
                    .formatted(SAMPLE, directory, process)
                + "-%p.jfr");
  }

  /// The name of a part's table.
  public static String table(String part) {
    return part + "-profile";
  }

  /// Its areas alone, without the frames.
  public static Table areas(Table profile) {
    return profile.only(row -> row.get(1).equals(AREA));
  }

  /// Sums up all recordings as `<part>-profile.csv`, one table for all processes of a name.
  public static void write(Path out, String part) throws IOException {
    var directory = Path.of(System.getProperty(DIRECTORY, ""));
    var table =
        new Table(table(part), "process", "kind", "area or frame", "samples", "% of process")
            .method(
                "By JFR's CPU-time samples of Java code, every 10 ms of CPU; an area is that of the"
                    + " innermost frame that has one, a frame is the innermost.");
    var processes = new TreeMap<String, Sums>();
    try (var files = Files.list(directory)) {
      for (var file : files.filter(f -> f.toString().endsWith(".jfr")).sorted().toList()) {
        var name = file.getFileName().toString().replaceAll("-\\d+\\.jfr$", "");
        processes.computeIfAbsent(name, _ -> new Sums()).add(file);
      }
    }
    processes.forEach((name, sums) -> sums.rows(table, name));
    System.out.println(table);
    table.write(out);
  }

  /// The samples of all processes of one name.
  private static final class Sums {
    private final Map<String, Long> areas = new HashMap<>();
    private final Map<String, Long> frames = new HashMap<>();
    private long samples;

    void add(Path recording) throws IOException {
      try (var events = new RecordingFile(recording)) {
        while (events.hasMoreEvents()) {
          var event = events.readEvent();
          if (event.getEventType().getName().equals(SAMPLE)) {
            add(event);
          }
        }
      }
    }

    private void add(RecordedEvent event) {
      var stack = event.getStackTrace();
      if (stack == null || stack.getFrames().isEmpty()) {
        return;
      }
      samples++;
      var frames = stack.getFrames();
      areas.merge(area(frames), 1L, Long::sum);
      this.frames.merge(named(frames.getFirst()), 1L, Long::sum);
    }

    private static String area(List<RecordedFrame> frames) {
      for (var frame : frames) {
        var type = frame.getMethod().getType().getName();
        if (type.startsWith("javax.crypto.") || type.startsWith("com.sun.crypto.")) {
          return "cryptography (JDK)";
        }
        for (var area : AREAS.entrySet()) {
          if (type.startsWith(area.getKey())) {
            return area.getValue();
          }
        }
        if (type.startsWith("emanet.")) {
          return "Emanet, " + type.split("\\.", -1)[1];
        }
      }
      return "JDK, of nobody named";
    }

    private static String named(RecordedFrame frame) {
      return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    void rows(Table table, String process) {
      rows(table, process, AREA, areas, Integer.MAX_VALUE);
      rows(table, process, "frame", frames, MOST_FRAMES);
    }

    private void rows(
        Table table, String process, String kind, Map<String, Long> counted, int most) {
      var order = new ArrayList<>(counted.entrySet());
      order.sort(
          Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
              .thenComparing(Map.Entry.comparingByKey()));
      for (var one : order.subList(0, Math.min(most, order.size()))) {
        table.row(process, kind, one.getKey(), one.getValue(), 100.0 * one.getValue() / samples);
      }
    }
  }
}
