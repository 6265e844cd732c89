package emanet.local.edge.iam;

import java.util.List;

/// A key of KMS as policies speak of it.
///
/// @param aliases all names that it has in its Region
public record NamedKey(String arn, List<String> aliases) {
  public NamedKey {
    aliases = List.copyOf(aliases);
  }
}
