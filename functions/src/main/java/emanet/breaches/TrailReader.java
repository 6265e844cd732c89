package emanet.breaches;

import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the new files of a trail, Region by Region, in the order of their names.
final class TrailReader {
  private static final Pattern NAME =
      Pattern.compile(".*_([0-9]{8}T[0-9]{4}Z)_([0-9A-Za-z]+)\\.json\\.gz");
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final int PAGE = 1000;

  private final Store store;
  private final TrailWatch.Source source;
  private final Objects trail;
  private final Alarm alarm;
  private final InstantSource clock;

  TrailReader(Store store, TrailWatch.Source source, Alarm alarm, InstantSource clock) {
    this.store = store;
    this.source = source;
    this.trail = source.trail();
    this.alarm = alarm;
    this.clock = clock;
  }

  /// Takes what a file shows.
  interface Taker {
    void take(String file, List<TrailFile.Opening> openings);
  }

  /// How far one Region's events are read in this turn.
  static final class Reading {
    private final TrailPosition position;
    private final Set<String> read;
    private Instant through;

    Reading(TrailPosition position) {
      this.position = position;
      this.read = new HashSet<>(position.read());
      this.through = position.through();
    }

    private boolean isFurther() {
      return !through.equals(position.through()) || !read.equals(position.read());
    }
  }

  /// From when events count.
  Instant since() {
    return TrailPosition.since(store, source.region(), clock.instant());
  }

  /// Reads what is new, until all is read or time is over.
  List<Reading> read(Instant since, Instant end, Taker taker) {
    var readings = new ArrayList<Reading>();
    for (var region : regions()) {
      var reading = new Reading(TrailPosition.of(store, source.region(), region, since));
      readings.add(reading);
      read(region, reading, end, taker);
    }
    return readings;
  }

  /// Notes how far it is.
  ///
  /// @param unread files that are to be read again
  void save(List<Reading> readings, Set<String> unread) {
    for (var reading : readings) {
      reading.read.removeAll(unread);
      if (reading.isFurther()) {
        reading.position.save(store, reading.through, reading.read);
      }
    }
  }

  /// Regions that the trail has events of: each is a folder.
  private List<String> regions() {
    var regions = new ArrayList<String>();
    var after = Optional.<String>empty();
    while (true) {
      var next = trail.list(source.prefix(), after, 1);
      if (next.isEmpty()) {
        return regions;
      }
      var region = next.getFirst().substring(source.prefix().length()).split("/", 2)[0];
      regions.add(region);
      after = Optional.of(source.prefix() + region + "/~");
    }
  }

  private void read(String region, Reading reading, Instant end, Taker taker) {
    var folder = source.prefix() + region + "/";
    var after = first(folder, region, reading.position.from());
    for (int listed = PAGE; listed == PAGE; ) {
      var names = trail.list(folder, Optional.of(after), PAGE);
      for (var name : names) {
        if (!clock.instant().isBefore(end)) {
          return;
        }
        file(name, reading, taker);
      }
      listed = names.size();
      after = names.isEmpty() ? after : names.getLast();
    }
  }

  /// Before the names of all files from then on.
  private String first(String folder, String region, Instant from) {
    var parts = source.prefix().split("/", -1);
    return folder
        + FOLDER.format(from)
        + "/"
        + parts[parts.length - 3]
        + "_CloudTrail_"
        + region
        + "_"
        + TrailPosition.STAMP.format(from);
  }

  private void file(String name, Reading reading, Taker taker) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return;
    }
    var id = parts.group(1) + parts.group(2);
    var stamp = TrailPosition.STAMP.parse(parts.group(1), Instant::from);
    if (reading.read.add(id)) {
      var file = trail.get(name).map(TrailFile::of).orElseGet(TrailFile::none);
      if (!file.whole()) {
        alarm.late(Caller.PLATFORM, "a file of the trail cannot be read", id);
      }
      taker.take(id, file.openings());
    }
    reading.through = reading.through.isBefore(stamp) ? stamp : reading.through;
  }
}
