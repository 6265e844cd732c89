package emanet.keys;

import java.util.Optional;

/// The keys of one person's category, or of one case, by version.
@FunctionalInterface
public interface KeyLookup {
  /// The key, which the caller closes; empty if it was destroyed.
  ///
  /// @throws emanet.fault.FaultException `Tampered` where there never was such a version
  Optional<DataKey> version(int dekVersion);
}
