package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.subjects.OrderedErasures;
import emanet.values.TenantId;
import java.util.Optional;

/// Has a person, or one category of theirs, erased on an application that accepts it. A port.
public interface ErasureOrder {
  /// Erases, or goes on with it: called again with the same application and category it is the same
  /// erasure.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` if a hold forbids it
  OrderedErasures.Result erase(OrderedErasures.Order order);

  /// The certificate as it is now.
  Optional<ObjectNode> certificate(TenantId tenant, String erasure);

  /// By whoever erases.
  static ErasureOrder by(OrderedErasures erasures) {
    return new ErasureOrder() {
      @Override
      public OrderedErasures.Result erase(OrderedErasures.Order order) {
        return erasures.erase(order);
      }

      @Override
      public Optional<ObjectNode> certificate(TenantId tenant, String erasure) {
        return erasures.certificate(tenant, erasure);
      }
    };
  }

  /// For whoever only lists applications.
  static ErasureOrder none() {
    return new ErasureOrder() {
      @Override
      public OrderedErasures.Result erase(OrderedErasures.Order order) {
        throw new IllegalStateException("nothing is decided here");
      }

      @Override
      public Optional<ObjectNode> certificate(TenantId tenant, String erasure) {
        return Optional.empty();
      }
    };
  }
}
