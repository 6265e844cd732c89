package emanet.subjects;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Optional;

/// The applications under Art. 11 that an erasure may rest on. A port: whoever keeps them fills it.
public interface AcceptedRequests {
  /// Checks that the application's identity is verified, that it is that person's, and that right E
  /// was accepted for the category, or for all.
  ///
  /// @param category empty for the person
  /// @throws emanet.fault.FaultException `Conflicting` with `REQUEST` if not
  void require(TenantId tenant, SubjectId subject, Optional<CategoryCode> category, String request);

  /// Where nobody keeps applications, none was accepted.
  static AcceptedRequests none() {
    return (_, _, _, _) -> {
      throw Fault.Conflicting.of(Conflict.REQUEST).exception();
    };
  }
}
