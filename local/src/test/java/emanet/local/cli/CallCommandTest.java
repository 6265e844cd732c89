package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {
  @TempDir private Path folder;

  @Test
  void showsStatusHeadersAndJson() throws IOException {
    var tenant = Stack.tenantName();
    var body = Files.write(folder.resolve("tenant.json"), Sample.json("tenant"));
    var made =
        Run.of("call", "put", "/v1/tenants/" + tenant, "--roles", "admin", "--data", "@" + body);
    assertThat(made.code()).as(made.err() + made.out()).isZero();
    assertThat(made.err()).startsWith("HTTP 201").contains("Emanet-Request-Id: ", "ETag: \"1\"");
    var read = Run.of("call", "GET", "/v1/tenants/" + tenant, "--roles", "admin");
    assertThat(read.code()).isZero();
    assertThat(Stack.json(read.out()).path("sample").asBoolean()).isTrue();
    assertThat(read.out()).contains("\n  \"");
  }

  @Test
  void exitCodesFollowTheStatus() throws IOException {
    var tenant = tenant();
    var absent =
        Run.of("call", "GET", "/v1/categories/nothing", "--tenant", tenant, "--roles", "dpo");
    assertThat(absent.code()).isEqualTo(4);
    assertThat(Stack.json(absent.out()).path("status").asInt()).isEqualTo(404);
    var broken =
        Run.of("call", "POST", "/v1/subjects", "--tenant", tenant, "--activity", "hr", "-d", "{");
    assertThat(broken.code()).isEqualTo(4);
    assertThat(broken.err()).startsWith("HTTP 400");
  }

  @Test
  void headersAndWrongUse() throws IOException {
    var tenant = tenant();
    var turkish =
        Run.of(
            "call",
            "GET",
            "/v1/ledger/entries",
            "--tenant",
            tenant,
            "--roles",
            "dpo",
            "-H",
            "Accept-Language: tr");
    assertThat(turkish.code()).isEqualTo(4);
    assertThat(turkish.out()).containsPattern("[ışğçöü]");
    assertThat(Run.of("call", "GET", "v1/x").code()).isEqualTo(2);
    assertThat(Run.of("call", "GET", "/v1/a b").code()).isEqualTo(2);
    assertThat(Run.of("call", "GET", "/v1/x", "-H", "nonsense").code()).isEqualTo(2);
    for (var wrong :
        List.of(
            Run.of("call", "GET", "/v1/x", "-H", "Host: elsewhere.example"),
            Run.of("call", "GET", "/v1/x", "-H", "X-Name: Ş\nX: y"),
            Run.of("call", "GET /v1/x", "/v1/x"))) {
      assertThat(wrong.code()).isEqualTo(2);
      assertThat(wrong.err()).startsWith("emanet call: METHOD, a --header").hasLineCount(2);
    }
    assertThat(Run.bare("call", "GET", "/v1/x", "--url", "http://example.com").err())
        .contains("--url: the address must be https");
    assertThat(Run.bare("call", "GET").err()).contains("PATH").hasLineCount(2);
  }

  @Test
  void tokens() {
    var token =
        Run.bare(
            "token",
            "--tenant",
            "acme",
            "--roles",
            "dpo,auditor",
            "--amr",
            "mfa",
            "--ttl",
            "PT5M",
            "--aws-port",
            Integer.toString(Stack.shared().edge().getPort()));
    assertThat(token.code()).isZero();
    assertThat(token.out().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    var claims =
        Stack.json(
            new String(
                Base64.getUrlDecoder().decode(token.out().strip().split("\\.")[1]),
                StandardCharsets.UTF_8));
    assertThat(claims.path("tenant").asText()).isEqualTo("acme");
    assertThat(claims.path("roles")).hasSize(2);
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    var wrong =
        Run.bare(
            "token",
            "--ttl",
            "soon",
            "--aws-port",
            Integer.toString(Stack.shared().edge().getPort()));
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err()).contains("made no token (400): \"ttl\" must be").hasLineCount(1);
    var nowhere = Run.bare("token", "--aws-port", "99999");
    assertThat(nowhere.code()).isEqualTo(3);
    assertThat(nowhere.err()).contains("no answer from http://127.0.0.1:99999").hasLineCount(1);
  }

  @Test
  void helpAndUnknownCommands() {
    assertThat(Run.bare("--help").out()).contains("import", "tour", "call", "token");
    var unknown = Run.bare("imprt");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("emanet import");
  }

  private static String tenant() throws IOException {
    var tenant = Stack.tenantName();
    var stack = Stack.shared();
    stack
        .as(stack.token("platform", "admin-1", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            Stack.json(new String(Sample.json("tenant"), StandardCharsets.UTF_8)))
        .expect(201);
    return tenant;
  }
}
