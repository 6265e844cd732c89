package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.SubjectId;
import emanet.values.TenantId;

/// What was passed on of a person's data, to whom and when, without a value of it.
interface Disclosed {
  ArrayNode of(TenantId tenant, SubjectId subject);

  static Disclosed nothing() {
    return (_, _) -> JsonNodeFactory.instance.arrayNode();
  }
}
