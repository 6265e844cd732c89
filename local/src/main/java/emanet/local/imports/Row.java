package emanet.local.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A row that passed every check.
///
/// @param number in the file, the header being 1
/// @param externalRef what the customer's own system knows the person by
public record Row(long number, String externalRef, List<Draft> drafts) {
  /// A record to be stored.
  record Draft(Plan.Slot slot, ObjectNode fields) {
    @Override
    public String toString() {
      return "Draft[" + slot.category() + "]";
    }
  }

  public Row {
    drafts = List.copyOf(drafts);
  }

  @Override
  public String toString() {
    return "Row[" + number + "]";
  }
}
