package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.ledger.Receipt;
import emanet.register.View;
import java.util.Optional;

/// A record as a caller may see it.
public record Opened(
    RecordPlace place,
    long version,
    ObjectNode fields,
    View view,
    Optional<String> eventDate,
    Optional<String> asOf,
    Receipt receipt) {
  @Override
  public String toString() {
    return "Opened[" + place.category() + "]";
  }
}
