package emanet.closure;

import emanet.register.Page;
import emanet.values.TenantId;
import java.util.List;
import java.util.Optional;

/// The lists of cases that rooms keep: each gives their ids page by page.
public record CaseLists(List<Listing> lists) {
  public CaseLists {
    lists = List.copyOf(lists);
  }

  /// One room's.
  public interface Listing {
    Page<String> page(TenantId tenant, Optional<String> after);
  }
}
