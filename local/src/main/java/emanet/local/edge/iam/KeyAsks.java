package emanet.local.edge.iam;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;

/// What a call to KMS asks for.
final class KeyAsks {
  private static final String ACCOUNT = "000000000000";

  /// There is one account here. A key that has no name in it stands for one of a tenant's own,
  /// which lies in the tenant's account.
  private static final String A_TENANTS = "999999999999";

  private KeyAsks() {}

  static Ask of(Call call, String operation, BiFunction<String, String, NamedKey> keys) {
    var sent = JsonProtocol.parsed(call.body());
    var key = keys.apply(call.region(), sent.path("KeyId").asText());
    var context = new HashMap<String, List<String>>();
    context.put("aws:ResourceAccount", List.of(key.aliases().isEmpty() ? A_TENANTS : ACCOUNT));
    context.put("kms:ResourceAliases", key.aliases());
    sent.path("EncryptionContext")
        .properties()
        .forEach(one ->
            context.put("kms:EncryptionContext:" + one.getKey(), List.of(one.getValue().asText())));
    for (var name : List.of("SigningAlgorithm", "MessageType")) {
      if (sent.path(name).isTextual()) {
        context.put("kms:" + name, List.of(text(sent, name)));
      }
    }
    return new Ask("kms:" + operation, key.arn(), context);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }
}
