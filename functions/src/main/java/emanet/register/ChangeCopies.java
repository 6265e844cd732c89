package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.TenantId;

/// Keeps what the register was changed to outside its table, before the change is acknowledged:
/// what a restored backup does not know is brought back from there. A port, which wiring fills.
@FunctionalInterface
public interface ChangeCopies {
  /// Keeps one version of one document. May come more than once for the same version, and then says
  /// the same.
  ///
  /// @param id of the version among the tenant's: printable ASCII without `/`
  /// @param change `kind`, `code`, `version`, `at`, `by`, `mark`; `deleted`, or `widened`, `doc`
  ///   and perhaps `approval`
  /// @throws emanet.fault.FaultException `Unavailable`: it is not kept anywhere
  void keep(TenantId tenant, String id, ObjectNode change);

  /// Where nothing is ever restored.
  static ChangeCopies none() {
    return (_, _, _) -> {};
  }
}
