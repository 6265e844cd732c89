package emanet.backups;

import emanet.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// This Region's depot, and the other one's where there is one.
public record Depots(Depot here, Optional<Depot> other) {
  /// The nearest first.
  List<Depot> all() {
    var all = new ArrayList<Depot>();
    all.add(here);
    other.ifPresent(all::add);
    return all;
  }

  /// @throws emanet.fault.FaultException `Internal` if there is none of that Region
  Depot of(String region) {
    return all().stream()
        .filter(depot -> depot.region().equals(region))
        .findFirst()
        .orElseThrow(() -> new Fault.Internal().exception());
  }
}
