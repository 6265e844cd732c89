package emanet.register.formats;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.FieldCode;
import java.util.Optional;

/// What a check says of a value. The value that was sent is in neither text.
public sealed interface Checked {

  /// It fits.
  ///
  /// @param value in its one form
  /// @param warning what is odd about it, though no reason to refuse it
  record Fit(JsonNode value, Optional<FieldCode> warning) implements Checked {
    @Override
    public String toString() {
      return "Fit[" + warning + "]";
    }
  }

  /// It does not.
  record Unfit(FieldCode code) implements Checked {}
}
