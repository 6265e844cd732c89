package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The inventory as it was declared to the registry of controllers (VERBİS, Art. 16).
///
/// @param reference the registry's own number for it, if there is one
/// @param rows as they were then, whatever becomes of what they were made from
record Declaration(Optional<String> reference, LocalDate declaredOn, List<ObjectNode> rows) {
  Declaration {
    rows = rows.stream().map(ObjectNode::deepCopy).toList();
  }
}
