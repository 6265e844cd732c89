package emanet.local.resilience;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What was found when all was quiet again.
///
/// @param calm when that began, by the operations' clock: everybody is read once more from then on
/// @param ledger the entries about everybody, and those of searches
/// @param certified the ids of the erasures that have a certificate
public record Afterwards(long calm, Collection<Entered> ledger, Set<String> certified) {
  public Afterwards {
    ledger = List.copyOf(ledger);
    certified = Set.copyOf(certified);
  }
}
