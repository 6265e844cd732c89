package emanet.subjects;

import emanet.keys.Hold;
import emanet.values.Bytes;
import java.time.Instant;

/// A hold (imhanın durdurulması): why a person's data must not be destroyed, and who said so.
///
/// @param reason sealed under the person's own key
public record HoldNote(Hold hold, String by, Instant at, Bytes reason) {}
