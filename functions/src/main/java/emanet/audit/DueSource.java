package emanet.audit;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A room's duties, read strongly and without an entry of its own.
public interface DueSource {
  /// What is open, the most pressing first.
  ///
  /// @param most more than these are not wanted
  Drawn due(TenantId tenant, Instant now, int most);

  /// What was found.
  ///
  /// @param more the kinds of which there may be more
  record Drawn(List<Due> items, Set<Due.Kind> more) {
    public Drawn {
      items = List.copyOf(items);
      more = Set.copyOf(more);
    }
  }

  /// A room's duties, all of them, but for those above the most.
  interface Listing {
    List<Due> due(TenantId tenant, Instant now, int most);
  }

  static DueSource of(Listing listing) {
    return (tenant, now, most) -> {
      var items = listing.due(tenant, now, most);
      var kinds = items.stream().map(Due::kind).collect(Collectors.toSet());
      return new Drawn(items, items.size() >= most ? kinds : Set.of());
    };
  }
}
