package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.util.regex.Pattern;

/// Names for keys, each Region's own.
final class Aliases {
  private static final Pattern FORM = Pattern.compile("alias/[A-Za-z0-9/_-]{1,250}");

  private final KeyRing ring;

  Aliases(KeyRing ring) {
    this.ring = ring;
  }

  ObjectNode create(Input input) {
    var alias = named(input);
    synchronized (ring) {
      if (ring.aliases(input.region()).containsKey(alias)) {
        throw new AwsFailure(
            "AlreadyExistsException",
            "An alias with the name " + Names.aliasArn(input.region(), alias) + " already exists");
      }
      return point(input, alias);
    }
  }

  ObjectNode update(Input input) {
    var alias = named(input);
    synchronized (ring) {
      requireExisting(input, alias);
      return point(input, alias);
    }
  }

  ObjectNode delete(Input input) {
    var alias = named(input);
    synchronized (ring) {
      requireExisting(input, alias);
      ring.aliases(input.region()).remove(alias);
    }
    return JsonNodeFactory.instance.objectNode();
  }

  ObjectNode list(Input input) {
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("Aliases");
    synchronized (ring) {
      var only = input.optionalText("KeyId").map(id -> ring.find(input.region(), id).id());
      ring.aliases(input.region())
          .forEach((alias, id) -> {
            if (only.isEmpty() || only.get().equals(id)) {
              items
                  .addObject()
                  .put("AliasName", alias)
                  .put("AliasArn", Names.aliasArn(input.region(), alias))
                  .put("TargetKeyId", id);
            }
          });
    }
    return output.put("Truncated", false);
  }

  private ObjectNode point(Input input, String alias) {
    var target = input.text("TargetKeyId");
    if (target.contains(Names.ALIAS)) {
      throw AwsFailure.validation("Aliases must refer to keys. Not aliases");
    }
    var key = ring.find(input.region(), target);
    key.requireNotPending(input.region());
    ring.aliases(input.region()).put(alias, key.id());
    return JsonNodeFactory.instance.objectNode();
  }

  private void requireExisting(Input input, String alias) {
    if (!ring.aliases(input.region()).containsKey(alias)) {
      throw KeyRing.noAlias(input.region(), alias);
    }
  }

  private static String named(Input input) {
    var alias = input.text("AliasName");
    if (!FORM.matcher(alias).matches() || alias.startsWith("alias/aws/")) {
      throw new AwsFailure("InvalidAliasNameException", "Not an alias name of yours: " + alias);
    }
    return alias;
  }
}
