package emanet.subjects;

import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;

/// A room that needs something of a person beyond their erasure: where to tell whom the data was
/// passed on to, where to send the answer. A port: such a room fills it.
///
/// Each call may come more than once for one erasure, and must come to the same end.
public interface ErasureParticipant {
  /// An erasure on its way.
  ///
  /// @param category empty for the person
  /// @param request the application on which it rests
  record Leaving(
      TenantId tenant,
      SubjectId subject,
      Optional<CategoryCode> category,
      String erasure,
      Optional<String> request) {}

  /// Before any key goes: seals under a case's key what is needed afterwards. The person can still
  /// be read.
  ///
  /// @throws emanet.fault.FaultException then nothing is erased yet, and it is tried again
  void before(Leaving leaving);

  /// Once the erasure is effective: for one, has recipients told.
  ///
  /// @throws emanet.fault.FaultException it is tried again; the erasure is effective all the same
  void after(Leaving leaving, Instant effective);

  /// The erasure did not come about: what `before` put aside for it is thrown away.
  void never(Leaving leaving);
}
