package emanet.backups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.store.Objects.Put;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reports of drills, beside the backups: `drills/<start>-<drill>.json`, and `.html` made of it.
/// Each is written once and locked for three years, as the log of what was disposed of is kept. So
/// they are found when every table is gone, and whoever made it cannot make it another.
final class DrillReports {
  private static final String FOLDER = "drills/";
  private static final String JSON = ".json";
  private static final String HTML = ".html";
  private static final int PAGE = 1000;

  /// Three years.
  private static final Duration KEPT = Duration.ofDays(1096);

  private final Depots depots;
  private final ObjectMapper json = new ObjectMapper();

  DrillReports(Depots depots) {
    this.depots = depots;
  }

  /// A drill that has a report, by its name alone.
  record Named(String drill, Instant at) {
    String name() {
      return FOLDER + Stamp.of(at) + "-" + drill;
    }
  }

  /// A report as it stands.
  ///
  /// @param content its very bytes, whose hash the ledger has
  record Standing(ObjectNode report, Bytes content) {}

  /// Writes a report, or finds the one that was written before: that one stands.
  Standing write(Named named, ObjectNode report, Instant now) {
    var until = Optional.of(now.plus(KEPT));
    var objects = depots.here().manifests();
    var content = Bytes.owning(bytes(report));
    if (objects.putOnce(named.name() + JSON, content, until) == Put.OTHER) {
      content =
          objects
              .get(named.name() + JSON)
              .orElseThrow(() -> Fault.Unavailable.shortly().exception());
    }
    var standing = new Standing(parsed(content), content);
    var page = DrillPage.of(standing.report()).getBytes(StandardCharsets.UTF_8);
    var _ = objects.putOnce(named.name() + HTML, Bytes.owning(page), until);
    return standing;
  }

  /// Of one drill; empty if there is none.
  Optional<Standing> read(String drill) {
    return all().stream()
        .filter(named -> named.drill().equals(drill))
        .findFirst()
        .flatMap(this::read);
  }

  Optional<Standing> read(Named named) {
    return depots.all().stream()
        .flatMap(depot -> depot.manifests().get(named.name() + JSON).stream())
        .findFirst()
        .map(content -> new Standing(parsed(content), content));
  }

  /// All that there are, newest first: those of this Region, and of the other if it can be reached.
  List<Named> all() {
    var all = new ArrayList<>(of(depots.here()));
    try {
      depots.other().ifPresent(other -> all.addAll(of(other)));
    } catch (FaultException e) {
      // what was made there is replicated to here
    }
    return all.stream()
        .distinct()
        .sorted(Comparator.comparing(Named::at).thenComparing(Named::drill).reversed())
        .toList();
  }

  private static List<Named> of(Depot depot) {
    var all = new ArrayList<Named>();
    for (var after = Optional.<String>empty(); ; ) {
      var names = depot.manifests().list(FOLDER, after, PAGE);
      names.stream().flatMap(name -> named(name).stream()).forEach(all::add);
      if (names.size() < PAGE) {
        return all;
      }
      after = Optional.of(names.getLast());
    }
  }

  private static Optional<Named> named(String name) {
    int dash = name.indexOf('-');
    if (!name.endsWith(JSON) || dash < FOLDER.length()) {
      return Optional.empty();
    }
    var drill = name.substring(dash + 1, name.length() - JSON.length());
    return Stamp.parse(name.substring(FOLDER.length(), dash)).map(at -> new Named(drill, at));
  }

  private ObjectNode parsed(Bytes content) {
    try {
      JsonNode read = json.readTree(content.toArray());
      if (read instanceof ObjectNode report) {
        return report;
      }
      throw new Fault.Internal().exception();
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  private byte[] bytes(ObjectNode report) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception(e);
    }
  }
}
