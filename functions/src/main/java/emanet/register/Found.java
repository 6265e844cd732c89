package emanet.register;

import emanet.fault.Fault;
import emanet.values.TenantId;

/// Reads what must be there.
final class Found {
  private Found() {}

  /// @throws emanet.fault.FaultException `Absent`
  static <T> Filed<T> in(Shelf<T> shelf, TenantId tenant, String code) {
    return shelf.read(tenant, code).orElseThrow(() -> new Fault.Absent().exception());
  }
}
