package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.SubjectId;
import emanet.values.TenantId;

/// What was passed on of a person's data, to whom and when, without a value of it.
interface Disclosed {
  ArrayNode of(TenantId tenant, SubjectId subject);

  /// Has everybody told to whom the data was passed on, and says how far each has come.
  ArrayNode told(Execution.Work work);

  /// Where nothing is ever passed on.
  static Disclosed nothing() {
    return new Disclosed() {
      @Override
      public ArrayNode of(TenantId tenant, SubjectId subject) {
        return JsonNodeFactory.instance.arrayNode();
      }

      @Override
      public ArrayNode told(Execution.Work work) {
        return JsonNodeFactory.instance.arrayNode();
      }
    };
  }
}
