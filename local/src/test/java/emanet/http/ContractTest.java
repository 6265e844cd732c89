package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.values.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The contract against the system as it runs: every route by every role, and what is answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(TestOrder.LONG)
class ContractTest {
  private final Stack stack = Stack.shared();
  private final Contract contract = Contract.read();
  private static final Set<String> SEALED =
      Set.of(
          "GET /v1/ledger/entries/{id}/proof",
          "GET /v1/ledger/checkpoint",
          "GET /v1/ledger/cosigned",
          "GET /v1/ledger/tile/{path}",
          "GET /v1/audit-packages/{id}/content",
          "POST /v1/suspicions/{id}/assessment",
          "GET /v1/audit-packages/{id}/people/{subject}",
          "GET /v1/tenants/{tenant}/closure",
          "GET /v1/tenants/{tenant}/closure/package",
          "POST /v1/tenants/{tenant}/closure/receipt",
          "POST /v1/tenants/{tenant}/closure/withdrawal");

  private Samples samples;
  private final Map<String, ApiCall> callers = new HashMap<>();

  @BeforeAll
  void prepare() {
    samples = new Samples(stack);
    for (var role : Role.values()) {
      callers.put(role.label(), samples.by(role.label()));
    }
  }

  @Test
  void everyOperationHasASample() {
    assertThat(samples.all().keySet())
        .containsExactlyInAnyOrderElementsOf(contract.operations().keySet());
  }

  @Test
  void everyRoleMayCallWhatTheTableSaysAndNothingElse() {
    var told = new TreeMap<String, String>();
    var expected = new TreeMap<String, String>();
    samples
        .all()
        .forEach((name, sample) -> {
          var roles = Contract.roles(contract.operations().get(name));
          callers.forEach((role, caller) -> {
            var answer = sample.send(caller);
            contract.check(name, answer);
            boolean may = roles.isEmpty() || roles.contains(role);
            expected.put(name + " by " + role, may ? "may" : "403 role");
            boolean refused = answer.status() == 403 && answer.problem().equals("role");
            told.put(name + " by " + role, refused ? "403 role" : "may");
            if (refused) {
              assertThat(answer.header("Emanet-Ledger")).as("the refusal is entered").isNotEmpty();
            }
          });
        });
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void withoutATokenThereIs401() {
    samples
        .all()
        .forEach((name, sample) -> {
          var answer = sample.send(stack.anonymous());
          boolean open = Contract.roles(contract.operations().get(name)).isEmpty();
          int created = name.startsWith("POST") ? 201 : 200;
          assertThat(answer.status()).as(name).isEqualTo(open ? created : 401);
          if (!open) {
            assertThat(answer.problem()).as(name).isEqualTo("unauthenticated");
          }
        });
  }

  @Test
  void whatIsAnsweredIsOfItsSchema() {
    var fresh = new Samples(stack);
    fresh
        .all()
        .forEach((name, sample) -> {
          var roles = Contract.roles(contract.operations().get(name));
          var role = roles.contains("dpo") ? "dpo" : roles.stream().findFirst().orElse("dpo");
          var answer = sample.send(fresh.by(role));
          contract.check(name, answer);
          // nothing is sealed while nobody moves the clock; see LogRoutesTest for what then is
          // nobody was told of anything, and no send was given up
          var nothing = name.endsWith("/confirmations") || name.endsWith("/retry");
          // there is no such backup; for the answers about a drill see DrillTest, about a glass
          // BreakGlassTest
          var none =
              name.startsWith("POST /v1/restores")
                  || name.equals("POST /v1/drills")
                  || name.contains("{restoreId}")
                  || name.contains("{drillId}")
                  || name.contains("{glassId}");
          var absent = nothing || none || name.contains("approvals/{id}") || SEALED.contains(name);
          var expected = absent ? 404 : 200;
          assertThat(answer.status() / 100)
              .as(name + ": " + answer.text())
              .isEqualTo(expected / 100);
        });
  }
}
