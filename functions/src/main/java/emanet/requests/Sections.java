package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.Caller;
import java.time.Instant;

/// The sections of a case file, in the making.
final class Sections {
  private Sections() {}

  /// A section that says who wrote it, and when.
  static ObjectNode entered(Caller caller, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", now.toString())
        .put("by", caller.actor().value());
  }
}
