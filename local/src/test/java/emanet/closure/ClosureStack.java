package emanet.closure;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipInputStream;

/// A tenant with people, whose contract ends, and another one beside it.
public final class ClosureStack {
  static final String NUMBER = "10000000146";

  public final Stack stack;
  public final String tenant;
  public final String person;

  public ClosureStack(Stack stack) {
    this.stack = stack;
    this.tenant = Stack.tenantName();
    stack.open(tenant);
    activity();
    person = Stack.employee(service(), NUMBER);
  }

  private void activity() {
    dpo("dpo-1")
        .put(
            "/v1/activities/hr",
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'identity'}], 'roles': ['service', 'agent', 'dpo'],
             'recipients': [], 'retention': {'period': 'P10Y', 'from': 'CREATED'},
             'disposal': 'ERASE'}
            """)
        .expect(201);
  }

  public ApiCall dpo(String actor) {
    return stack.as(stack.strongToken(tenant, actor, "dpo"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity("hr");
  }

  public String path() {
    return "/v1/tenants/" + tenant + "/closure";
  }

  public static String wish() {
    return "{'publicKey': '" + Opened.publicKey().replace("\n", "\\n") + "'}";
  }

  /// Proposes it, and has the second person approve.
  public String begun() {
    var approval = proposed();
    approve(approval).expect(200);
    return approval;
  }

  String proposed() {
    return dpo("dpo-1").post(path(), wish()).expect(202).body().path("approval").asText();
  }

  Answer approve(String approval) {
    return dpo("dpo-2").post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}");
  }

  public Answer read() {
    return service().get("/v1/subjects/" + person + "/records/identity/main");
  }

  public Answer write() {
    return service().post("/v1/subjects", "{'groups': ['EMPLOYEE']}");
  }

  Answer search() {
    return service()
        .post(
            "/v1/subjects/search",
            "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '%s'}}"
                .formatted(NUMBER));
  }

  public JsonNode state() {
    return dpo("dpo-1").get(path()).expect(200).body();
  }

  /// Has the functions work until the package is as wanted.
  JsonNode packageIn(String wanted) {
    return until("/package/state", wanted);
  }

  public JsonNode until(String pointer, String wanted) {
    var now = state();
    for (int i = 0; i < 60 && !now.at(pointer).asText().equals(wanted); i++) {
      work();
      stack.advance(Duration.ofMinutes(1));
      now = state();
    }
    if (!now.at(pointer).asText().equals(wanted)) {
      throw new AssertionError(now.toString());
    }
    return now;
  }

  public void work() {
    seal();
    worked();
  }

  void seal() {
    stack.control("POST", "invoke/Seal");
  }

  void worked() {
    stack.control("POST", "invoke/Worker");
  }

  static Instant now(Stack stack) {
    return Instant.parse(stack.control("GET", "clock").expect(200).body().path("now").asText());
  }

  byte[] fetched() throws IOException, InterruptedException {
    var link = dpo("dpo-1").get(path() + "/package").expect(303).header("Location");
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(link)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode());
    }
    return answer.body();
  }

  static Map<String, byte[]> files(byte[] zip) throws IOException {
    var files = new HashMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  static String text(Map<String, byte[]> files, String chapter) {
    var text = new StringBuilder();
    files.forEach((name, content) -> {
      if (name.startsWith(chapter)) {
        text.append(new String(content, StandardCharsets.UTF_8));
      }
    });
    return text.toString();
  }

  static String hash(byte[] content) throws Exception {
    return HexFormat.of().formatHex(Opened.sha256(content));
  }

  Answer receipt(String sha256, String manifest) {
    return dpo("dpo-1")
        .post(
            path() + "/receipt", "{'sha256': '%s', 'manifest': '%s'}".formatted(sha256, manifest));
  }

  /// Gives the receipt of whatever the package is.
  public void received() throws Exception {
    packageIn("READY");
    var whole = fetched();
    var manifest = files(Opened.of(whole)).get("manifest.json");
    receipt(hash(whole), hash(manifest)).expect(200);
  }
}
