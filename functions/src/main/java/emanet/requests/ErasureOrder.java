package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import java.util.Optional;

/// Has a person, or one category of theirs, erased on an application that accepts it. A port.
public interface ErasureOrder {
  /// Erases, or goes on with it: called again with the same application and category it is the same
  /// erasure.
  ///
  /// @param category empty for the person
  /// @return the certificate, once the erasure is effective
  /// @throws emanet.fault.FaultException `Conflicting` if a hold forbids it
  Optional<ObjectNode> erase(
      Caller caller, SubjectId subject, Optional<CategoryCode> category, String request);

  /// Where erasure is a call of its own, which names the application: the step waits for it.
  static ErasureOrder elsewhere() {
    return (_, _, _, _) -> Optional.empty();
  }
}
