package emanet.audit;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;

/// A room's duties, read strongly and without an entry of its own.
public interface DueSource {
  /// What is open, the most pressing first.
  ///
  /// @param most more than these are not wanted
  List<Due> due(TenantId tenant, Instant now, int most);
}
