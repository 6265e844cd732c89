package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.local.imports.EmployeesFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(TestOrder.LONG)
class ImportCommandTest {
  @TempDir private Path folder;

  private final Stack stack = Stack.shared();
  private final String tenant = Stack.tenantName();

  @BeforeEach
  void tenantWithActivities() throws IOException {
    stack
        .as(stack.token("platform", "admin-1", "admin"))
        .put("/v1/tenants/" + tenant, json("tenant"))
        .expect(201);
    var officer = stack.as(stack.token(tenant, "dpo-1", "dpo"));
    officer.put("/v1/activities/" + Sample.ADMINISTRATION, json(Sample.ADMINISTRATION)).expect(201);
    officer.put("/v1/activities/" + Sample.HEALTH, json(Sample.HEALTH)).expect(201);
  }

  private static String json(String sample) throws IOException {
    return new String(Sample.json(sample), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void everyFaultlessRowIsStoredAndFoundAgain() throws IOException {
    var made = new EmployeesFile(11, 150);
    var file = write(made.text());
    int good = made.people().size();
    var first = run(file);
    assertThat(first.code()).as(first.out() + first.err()).isEqualTo(1);
    assertThat(first.out())
        .as(Files.readString(rejects()).substring(0, 300))
        .contains(good + " rows added with")
        .contains("0 there already, " + made.faults().size() + " rejected");
    var expected = new ArrayList<>(List.of("record,field,code"));
    made.faults().forEach(r -> expected.add(r.record() + "," + r.field() + "," + r.code()));
    assertThat(Files.readAllLines(rejects())).isEqualTo(expected);

    var person = made.people().get(42);
    var id = search("identity", "nationalId", spaced(person.nationalId()));
    assertThat(search("contact", "email", person.email().toUpperCase(Locale.ROOT))).isEqualTo(id);
    assertThat(search("personnel", "employeeNo", person.employeeNo())).isEqualTo(id);
    assertThat(versions(id))
        .containsExactlyInAnyOrder("identity 1", "contact 1", "finance 1", "personnel 1");

    stack.clearCalls("T#" + tenant + "#");
    var second = run(file);
    assertThat(second.out())
        .contains(
            "0 rows added with 0 records, "
                + good
                + " there already, "
                + made.faults().size()
                + " rejected");
    assertThat(versions(id))
        .containsExactlyInAnyOrder("identity 1", "contact 1", "finance 1", "personnel 1");
  }

  /// What was put right since the file was made is not undone by a second run of it.
  @Test
  void whatWasPutRightSinceStays() throws IOException {
    var made = new EmployeesFile(16, 12);
    var file = write(made.text());
    run(file);
    var id = search("identity", "nationalId", made.people().getFirst().nationalId());
    var contact = "/v1/subjects/" + id + "/records/contact/main";
    var staff = stack.as(stack.token(tenant, "agent-1", "agent")).activity(Sample.ADMINISTRATION);
    var fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("fields").put("email", "put.right@ornek.example");
    staff.patch(contact, fields).expect(200);
    assertThat(run(file).out()).contains("0 rows added", made.people().size() + " there already");
    assertThat(staff.get(contact).expect(200).body().at("/fields/email").asText())
        .isEqualTo("put.right@ornek.example");
  }

  @Test
  void turkishSpreadsheets() throws IOException {
    var made = new EmployeesFile(12, 40);
    var text = made.text().replace(';', ' ').replace("\",\"", "\";\"");
    var file = folder.resolve("people.csv");
    Files.write(file, semicolons(text).getBytes(Charset.forName("windows-1254")));
    var run = run(file, "--delimiter", ";", "--charset", "windows-1254");
    assertThat(run.out()).contains(made.people().size() + " rows added");
    assertThat(search("identity", "nationalId", made.people().getFirst().nationalId()))
        .isNotEmpty();
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    var made = new EmployeesFile(13, 60);
    var run = run(write(made.text()), "--dry-run");
    assertThat(run.out()).contains(made.people().size() + " rows would be stored");
    assertThat(found("identity", "nationalId", made.people().getFirst().nationalId())).isZero();
    assertThat(Files.readAllLines(rejects())).hasSize(made.faults().size() + 1);
  }

  @Test
  void aBrokenFileChangesNothing() throws IOException {
    var made = new EmployeesFile(14, 30);
    var national = made.people().getFirst().nationalId();
    for (var broken :
        List.of(
            made.text() + "\"E1,x",
            made.text() + "E1,\"x\"y,z\r\n",
            "",
            made.text().replace("nationalId,", "kimlik,"))) {
      var run = run(write(broken));
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).hasLineCount(1);
      assertThat(found("identity", "nationalId", national)).isZero();
    }
    var latin = folder.resolve("latin.csv");
    Files.write(latin, made.text().getBytes(Charset.forName("windows-1254")));
    var run = run(latin);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("not UTF-8", "--charset");
    assertThat(found("identity", "nationalId", national)).isZero();
  }

  @Test
  void whatNoActivityCoversIsRejectedWhole() throws IOException {
    var made = new EmployeesFile(15, 20);
    var map = Files.writeString(folder.resolve("map.json"), map("staff-administration"));
    var run = run(write(made.text()), "--map", map.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("0 rows added", "20 rejected");
    assertThat(Files.readString(rejects())).contains(",health,category-not-covered");
    assertThat(found("identity", "nationalId", made.people().getFirst().nationalId())).isZero();
    var unknown = run(write(made.text()), "--activity", "nobody-knows");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.out()).contains("stopped: the API refused a batch: 403 activity-unknown");
  }

  private static String map(String health) throws IOException {
    try (var in = ImportCommandTest.class.getResourceAsStream("/emanet/maps/employees.json")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .replace("staff-health", health);
    }
  }

  private Run run(Path file, String... options) {
    var all = new ArrayList<>(List.of("import", file.toString(), "--tenant", tenant));
    all.addAll(List.of("--rejects", rejects().toString()));
    all.addAll(List.of(options));
    return Run.of(all.toArray(String[]::new));
  }

  private Path rejects() {
    return folder.resolve("rejected.csv");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("people.csv"), text);
  }

  /// Cells are quoted where they hold a comma; none of them holds a semicolon.
  private static String semicolons(String text) {
    var out = new StringBuilder();
    boolean quoted = false;
    for (char c : text.toCharArray()) {
      quoted ^= c == '"';
      out.append(c == ',' && !quoted ? ';' : c);
    }
    return out.toString();
  }

  private static String spaced(String number) {
    return number.substring(0, 3) + " " + number.substring(3, 6) + " " + number.substring(6);
  }

  private String search(String category, String field, String value) {
    var items = searched(category, field, value);
    assertThat(items).hasSize(1);
    return items.get(0).path("id").asText();
  }

  private int found(String category, String field, String value) {
    return searched(category, field, value).size();
  }

  private com.fasterxml.jackson.databind.JsonNode searched(
      String category, String field, String value) {
    var match = JsonNodeFactory.instance.objectNode();
    match.putObject("match").put("category", category).put("field", field).put("value", value);
    return stack
        .as(stack.token(tenant, "agent-1", "agent"))
        .activity(Sample.ADMINISTRATION)
        .post("/v1/subjects/search", match)
        .expect(200)
        .body()
        .path("items");
  }

  private List<String> versions(String id) {
    var list =
        stack
            .as(stack.token(tenant, "agent-1", "agent"))
            .activity(Sample.ADMINISTRATION)
            .get("/v1/subjects/" + id + "/records")
            .expect(200);
    var versions = new ArrayList<String>();
    list.body()
        .path("items")
        .forEach(r -> versions.add(r.path("category").asText() + " " + r.path("version").asInt()));
    return versions;
  }
}
