package emanet.store;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The one item that says which tables are in use: what everything else is named by.
///
/// Guarantee: a switch is one conditional write, and decided once for all Regions. Whoever reads or
/// writes knows of it within 5 seconds.
public interface Deployment {
  /// What the item says.
  ///
  /// @param frozen tables that are not written to
  /// @param frozenOf the tenant whose items alone that is about; empty where it is about all
  /// @param by the restore that froze or switched it last; empty before any did
  /// @param since when everybody knew of the last switch, or will; of these tables, nothing was in
  ///   use before. `EPOCH` before any switch
  record State(
      Generations generations,
      Set<Table> frozen,
      Optional<TenantId> frozenOf,
      String by,
      Instant since) {
    public State {
      frozen = Set.copyOf(frozen);
    }
  }

  /// As it is now, strongly.
  State read();

  /// Freezes tables of the generations that were seen.
  ///
  /// @return false if others are in use by now, or somebody else froze them
  boolean freeze(Generations seen, Set<Table> tables, String by);

  /// Freezes what these tables have of one tenant; all others go on.
  ///
  /// @return as of the other
  boolean freeze(Generations seen, Set<Table> tables, TenantId tenant, String by);

  /// Lets writes through again, if it was this one that stopped them.
  void thaw(String by);

  /// Puts others in the place of those that were seen and are frozen. They stay frozen until
  /// `thaw`: who has not heard of the switch yet reads the ones that were left, and would not see a
  /// write to these. Done again, it is done.
  ///
  /// @param since when everybody knows of it
  /// @return false if other ones are in use by now, or these are not frozen any more
  boolean change(Generations seen, Generations next, String by, Instant since);

  /// Whether there are all of these tables.
  boolean exist(Generations generations, Set<Table> tables);
}
