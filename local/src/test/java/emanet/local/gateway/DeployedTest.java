package emanet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import org.junit.jupiter.api.Test;

/// The functions of template.yaml behind the gateway.
class DeployedTest {
  private final Stack stack = Stack.shared();

  @Test
  void isWell() {
    assertThat(stack.anonymous().get("/health").status()).isEqualTo(200);
    assertThat(stack.anonymous().get("/health/deep").status()).isEqualTo(200);
  }

  @Test
  void makesATenant() {
    var tenant = Stack.tenantName();
    var admin = stack.strongToken("platform", "root", "admin");
    var body =
        """
        {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul',
         'contacts': [{'role': 'DPO', 'email': 'dpo@acme.example'}], 'sample': true}
        """;
    stack.as(admin).put("/v1/tenants/" + tenant, body).expect(201);
    var read = stack.as(admin).get("/v1/tenants/" + tenant).expect(200);
    assertThat(read.body().path("title").asText()).isEqualTo("Acme A.Ş.");
  }
}
