package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.local.template.Roles.Use;
import emanet.requests.WholeStory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What functions have used of AWS, in whatever test ran before this one in this process, each
/// one's role allows. It is the last to begin, so that it sees nearly all; `UsedRoles` sees the
/// rest after all tests.
@Order(Integer.MAX_VALUE)
class RolesTest {
  /// So many functions are seen if no other test has run.
  private static final int FEW = 12;

  /// What `Records` takes on for one tenant at a time.
  private static final String PEOPLES_DATA = "emanet-records-data-" + Stack.HOME;

  private final Roles roles = new Roles();

  @Test
  void allowWhatTheirFunctionsUse() {
    var stack = Stack.shared();
    if (functions(stack).size() < FEW) {
      new WholeStory(stack).erase();
      for (var name : List.of("Retention", "Deadlines", "Worker", "Sends", "Sweep", "Seal")) {
        var event = JsonNodeFactory.instance.objectNode();
        stack.control("POST", "invoke/" + name, event.put("time", "2026-01-05T00:00:00Z"));
      }
    }
    assertThat(functions(stack))
        .contains("Authorizer", "Register", "Records", "Erasure", "Requests", "Worker", "Seal");
    var forbidden =
        stack.uses().stream().map(Use::of).filter(use -> !roles.isAllowed(use)).toList();
    assertThat(forbidden).isEmpty();
  }

  private static Set<String> functions(Stack stack) {
    var functions = new TreeSet<String>();
    stack.uses().forEach(use -> functions.add(use.path("function").asText()));
    // sessions of their roles are asked for by functions
    functions.removeIf(name -> name.startsWith("emanet-"));
    return functions;
  }

  /// The comparison sees what a role lacks.
  @Test
  void forbidWhatNobodyNeeds() {
    var person = Set.of("T#x#S#x");
    var put = item(PEOPLES_DATA, "table/emanet-records-1", person);
    assertThat(roles.isAllowed(put)).isTrue();
    assertThat(roles.isAllowed(item(PEOPLES_DATA, "table/emanet-ledger-1", person))).isFalse();
    assertThat(roles.isAllowed(item(PEOPLES_DATA, put.resource(), Set.of("platform#S#x"))))
        .isFalse();
    assertThat(roles.isAllowed(item(PEOPLES_DATA, put.resource(), Set.of()))).isFalse();
    assertThat(roles.isAllowed(item("Records", put.resource(), person))).isFalse();
    assertThat(roles.isAllowed(item("Seal", put.resource(), person))).isFalse();
    assertThat(roles.isAllowed(decrypting("tenant-kek"))).isTrue();
    assertThat(roles.isAllowed(decrypting("other"))).isFalse();
  }

  /// Whom a key of ours does not let in is refused, whatever his role says.
  @Test
  void forbidWhatAKeyRefuses() {
    assertThat(roles.isAllowed(signing("Erasure", "RSASSA_PSS_SHA_256"))).isTrue();
    assertThat(roles.isAllowed(signing(PEOPLES_DATA, "RSASSA_PSS_SHA_256"))).isFalse();
    assertThat(roles.isAllowed(signing("Erasure", "RSASSA_PSS_SHA_512"))).isFalse();
  }

  /// What is written once takes no second object, which the bucket sees by how it is put.
  @Test
  void forbidWhatABucketRefuses() {
    assertThat(roles.isAllowed(put("Seal", "x/tile/x/x", true))).isTrue();
    assertThat(roles.isAllowed(put("Seal", "x/tile/x/x", false))).isFalse();
    assertThat(roles.isAllowed(put("Seal", "x/checkpoint", false))).isTrue();
    assertThat(roles.isAllowed(put("Witness", "x/witnesses/x/x", false))).isFalse();
    assertThat(roles.isAllowed(put("Witness", "x/cosigned", false))).isTrue();
  }

  private static Use put(String function, String name, boolean once) {
    var context = once ? Map.of("s3:if-none-match", "*") : Map.<String, String>of();
    var object = Stack.bucket("ledger", Stack.HOME) + "/" + name;
    return new Use(function, Stack.HOME, "s3:PutObject", object, Set.of(), context);
  }

  private static Use signing(String function, String algorithm) {
    var context =
        Map.of(
            "kms:SigningAlgorithm", algorithm, "kms:ResourceAliases", "alias/emanet-certificates");
    return new Use(function, Stack.HOME, "kms:Sign", "key/x", Set.of(), context);
  }

  private static Use item(String function, String resource, Set<String> keys) {
    return new Use(function, Stack.HOME, "dynamodb:PutItem", resource, keys, Map.of());
  }

  private static Use decrypting(String purpose) {
    var context =
        Map.of(
            "kms:EncryptionContext:app",
            "emanet",
            "kms:EncryptionContext:purpose",
            purpose,
            "kms:EncryptionContext:tenant",
            "x");
    return new Use(PEOPLES_DATA, Stack.HOME, "kms:Decrypt", "key/x", Set.of(), context);
  }
}
