package emanet.backups;

import emanet.backups.Manifest.Part;
import emanet.fault.FaultException;
import emanet.store.Table;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a backup's objects, the very versions that its manifest names, out of whichever Region has
/// them.
final class Verifying {
  private final Depots depots;

  Verifying(Depots depots) {
    this.depots = depots;
  }

  /// An object and its table.
  record Copied(Table table, Part part) {}

  /// All of a backup's objects that are still to be there, in one order: a copy whose life is over
  /// is not used.
  ///
  /// @throws BrokenBackup `EXPIRED` where that is one without which nothing comes back
  static List<Copied> objects(Manifest manifest, Instant now) throws BrokenBackup {
    var all = new ArrayList<Copied>();
    for (var table : Life.TABLES) {
      var copy = manifest.tables().get(table);
      if (!Life.isShort(table) && copy != null && !copy.until().isAfter(now)) {
        throw new BrokenBackup(Flaw.EXPIRED, table.label());
      }
      if (copy != null && copy.until().isAfter(now)) {
        copy.parts().forEach(part -> all.add(new Copied(table, part)));
      }
    }
    return all;
  }

  /// Hashes an object.
  ///
  /// @return its length
  long verify(Copied object) throws BrokenBackup {
    var part = object.part();
    try {
      var hashed = Hashed.of(open(object));
      var flaw = hashed.against(part.bytes(), part.sha256());
      if (flaw.isPresent()) {
        throw new BrokenBackup(flaw.get(), part.name());
      }
      return hashed.bytes();
    } catch (IOException e) {
      throw emanet.fault.Fault.Unavailable.shortly().exception(e);
    }
  }

  /// How far a backup's objects are hashed.
  ///
  /// @param next the first that is not; as many as there are when all are
  record Hashing(int next, boolean all, Map<String, Long> counts) {}

  /// Hashes objects for a while, one at least.
  Hashing verify(List<Copied> objects, int from, InstantSource clock, Duration atMost)
      throws BrokenBackup {
    var end = clock.instant().plus(atMost);
    int next = from;
    long bytes = 0;
    while (next < objects.size() && (next == from || clock.instant().isBefore(end))) {
      bytes += verify(objects.get(next++));
    }
    var counts = Map.of("verified", (long) next - from, "bytes", bytes);
    return new Hashing(next, next == objects.size(), counts);
  }

  /// @throws FaultException where one Region cannot be asked, and the other does not have it
  InputStream open(Copied object) throws BrokenBackup {
    var tried = new Tried();
    for (var depot : depots.all()) {
      try {
        Optional<InputStream> content =
            depot.of(object.table()).open(object.part().name(), object.part().version());
        if (content.isPresent()) {
          return content.get();
        }
      } catch (FaultException e) {
        tried.away(e);
      }
    }
    throw tried.end(new BrokenBackup(Flaw.MISSING, object.part().name()));
  }
}
