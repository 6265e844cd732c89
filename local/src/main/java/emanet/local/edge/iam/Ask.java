package emanet.local.edge.iam;

import java.util.List;
import java.util.Map;

/// One thing that a call asks for: a call of a batch asks for one of each table.
///
/// @param action such as `dynamodb:GetItem`
/// @param resource its ARN
/// @param context what conditions speak of, by IAM's names; a key that is absent here is absent
///   from the call
public record Ask(String action, String resource, Map<String, List<String>> context) {
  public Ask {
    context = Map.copyOf(context);
  }
}
