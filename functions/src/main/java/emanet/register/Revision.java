package emanet.register;

import java.util.OptionalLong;

/// What a change is conditional on.
///
/// @param ifMatch the version it is made to
/// @param createOnly whether nothing may be there yet
/// @param mark recognises this very change, however often it is begun anew
public record Revision(OptionalLong ifMatch, boolean createOnly, String mark) {
  /// Applies to whatever is there.
  public static Revision any(String mark) {
    return new Revision(OptionalLong.empty(), false, mark);
  }

  public static Revision of(long version, String mark) {
    return new Revision(OptionalLong.of(version), false, mark);
  }
}
