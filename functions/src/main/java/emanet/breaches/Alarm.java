package emanet.breaches;

import emanet.values.TenantId;

/// Tells whoever operates the deployment of a clock that nobody minds: ids and codes, nothing of
/// what happened.
public interface Alarm {
  /// Says what is late, or will be.
  ///
  /// @param what in words
  /// @param breach its id
  void late(TenantId tenant, String what, String breach);
}
