package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.audit.pack.StoredZip;
import emanet.local.Stack;
import emanet.local.cli.PackageRun;
import emanet.local.verify.Finding;
import emanet.local.verify.PackageCheck;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// As an inspector would: a package is asked for, fetched, and looked into without AWS and without
/// our software; whatever is changed in it is found and named.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageTest {
  private Stack stack;
  private Inspected house;
  private Bytes zip = Bytes.of(new byte[0]);
  private Map<String, Bytes> files = Map.of();
  private RSAPublicKey key;
  private String pem = "";

  @TempDir Path folder;

  @BeforeAll
  void make() throws Exception {
    stack = Stack.only(Set.of(), Stack.HOME);
    house = Inspected.on(stack);
    stack.advance(Duration.ofMinutes(10));
    var path = house.made("");
    zip = house.auditor().get(path + "/content").expect(200).bytes();
    files = Inspected.opened(zip);
    key = house.publicKey();
    pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(house.key())
            + "\n-----END PUBLIC KEY-----\n";
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  private String text(String name) {
    return new String(
        files.getOrDefault(name, Bytes.of(new byte[0])).toArray(), StandardCharsets.UTF_8);
  }

  private List<JsonNode> rows(String chapter) {
    var rows = new ArrayList<JsonNode>();
    files.forEach((name, content) -> {
      if (name.matches(chapter + "(-[0-9]+)?\\.json")) {
        Stack.json(new String(content.toArray(), StandardCharsets.UTF_8)).forEach(rows::add);
      }
    });
    return rows;
  }

  private List<Finding> findings(byte[] content) throws IOException {
    var file = folder.resolve("changed.zip");
    Files.write(file, content);
    return new PackageCheck(key, Optional.empty(), _ -> {}).check(file).findings();
  }

  @Test
  void anInspectorVerifiesItOfflineAndReadsIt() throws IOException {
    var file = folder.resolve("package.zip");
    var pemFile = folder.resolve("public.pem");
    Files.write(file, zip.toArray());
    Files.writeString(pemFile, pem);
    var run = PackageRun.verify(file, pemFile);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains(house.tenant, "✓ verified").doesNotContain("! no sealed");
    Inspected.least()
        .forEach((chapter, least) ->
            assertThat(rows(chapter)).as(chapter).hasSizeGreaterThanOrEqualTo(least));
    assertThat(text("README.tr.txt")).contains("DENETİM PAKETİ", house.tenant);
    assertThat(text("README.en.txt")).contains("AUDIT PACKAGE");
    assertThat(text("index.html"))
        .contains("Content-Security-Policy", "default-src 'none'", "register/inventory-")
        .doesNotContain("<script");
    // what was typed into a register is text in a page, and no markup
    assertThat(files.keySet()).anyMatch(name -> name.matches("register/tenant-.*\\.html"));
    files.forEach((name, content) -> {
      if (name.endsWith(".html")) {
        assertThat(text(name)).doesNotContain("<b>A.Ş.");
      }
      if (name.endsWith(".csv")) {
        assertThat(text(name)).startsWith("\ufeff\"");
      }
    });
  }

  @Test
  void itSaysWhatWasDoneAndNamesNobody() {
    assertThat(rows("consents/decisions"))
        .extracting(row -> row.path("granted").asBoolean())
        .containsExactly(true, false);
    var passed = rows("disclosures/disclosures").getFirst();
    assertThat(passed.path("made").asBoolean()).isTrue();
    assertThat(passed.path("recipient").asText()).isEqualTo("bank");
    assertThat(passed.path("subject").asText()).isEqualTo(house.person);
    assertThat(rows("disposals/erasures").getFirst().at("/certificate/subject").asText())
        .isEqualTo(house.leaver);
    assertThat(rows("requests/requests").getFirst().path("daysLeft").asInt()).isEqualTo(30);
    assertThat(rows("breaches/breaches").getFirst().path("hoursLeft").asInt()).isBetween(70, 72);
    assertThat(rows("acts/outcomes"))
        .anyMatch(row -> row.path("outcome").asText().equals("REFUSED"));
    assertThat(rows("access/review"))
        .anyMatch(row ->
            row.path("actor").asText().equals("agent-9")
                && row.path("findings").toString().contains("NO_GRANT"))
        .anyMatch(row ->
            row.path("actor").asText().equals("root")
                && row.path("actorTenant").asText().equals("platform"));
    var whole = new String(zip.toArray(), StandardCharsets.UTF_8);
    assertThat(whole)
        .contains(house.person)
        .doesNotContain(
            Inspected.NUMBER, "Işıl", "Aslan", "Zeynep", Inspected.TYPED, "banka.example", "dpo@");
  }

  /// Of each member another few: of its header, its name, its content.
  @Test
  void oneByteChangedAnywhereIsFoundAndNamed() throws IOException {
    assertThat(findings(zip.toArray())).isEmpty();
    flipEvery(4, 101);
  }

  @Test
  @Tag("long")
  void everyOtherByteToo() throws IOException {
    flipEvery(1, 1);
  }

  /// @param step of the places in a member
  /// @param far between two places in the directory
  private void flipEvery(int step, int far) throws IOException {
    int at = 0;
    int turn = 0;
    for (var file : StoredZip.decode(Bytes.of(run()))) {
      int header = 30 + file.name().length();
      int length = header + file.content().length();
      int[] places = {0, 4, 6, 8, 10, 14, 20, 24, 27, 29, 31, header, header + 9, length - 1};
      for (int i = turn++ % step; i < places.length; i += step) {
        if (places[i] < length) {
          assertNamed(at + places[i], file.name());
        }
      }
      at += length;
    }
    for (int offset = at; offset < zip.length(); offset += offset < zip.length() - 22 ? far : 1) {
      assertThat(flipped(offset)).as("byte " + offset).isNotEmpty();
    }
  }

  /// Its members, without the directory.
  private byte[] run() {
    var all = zip.toArray();
    int end = all.length - 22;
    int start =
        java.nio.ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
    return java.util.Arrays.copyOf(all, start);
  }

  private List<Finding> flipped(int at) throws IOException {
    var content = zip.toArray();
    content[at] ^= 1;
    return findings(content);
  }

  private void assertNamed(int at, String name) throws IOException {
    var found = flipped(at);
    assertThat(found)
        .as("byte " + at + " of " + name + ": " + found)
        .anyMatch(finding -> (finding.where() + " " + finding.what()).contains(name));
  }

  @Test
  void aPackageThatIsCutOffOrHasAFileMoreIsNone() throws IOException {
    for (int length : new int[] {0, 1, zip.length() / 2, zip.length() - 1}) {
      assertThat(findings(java.util.Arrays.copyOf(zip.toArray(), length))).isNotEmpty();
    }
    assertThat(findings(java.util.Arrays.copyOf(zip.toArray(), zip.length() + 1))).isNotEmpty();
    var more = new ArrayList<>(StoredZip.decode(Bytes.of(run())));
    more.add(emanet.audit.pack.PackedFile.text("extra.txt", "?"));
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(StoredZip.encode(more).toArray());
    out.writeBytes(
        StoredZip.tail(more.stream().map(f -> StoredZip.Member.of(f.name(), f.content())).toList())
            .toArray());
    assertThat(findings(out.toByteArray()))
        .anyMatch(finding -> finding.where().equals("extra.txt"));
  }

  @Test
  void theSameInputsGiveTheSameBytesButForTheSignature() throws IOException {
    var again =
        Inspected.opened(house.auditor().get(house.made("") + "/content").expect(200).bytes());
    assertThat(again.keySet()).containsExactlyElementsOf(files.keySet());
    files.forEach((name, content) -> {
      if (!name.equals("signature.json")) {
        assertThat(again.get(name)).as(name).isEqualTo(content);
      }
    });
    assertThat(again.get("signature.json")).isNotEqualTo(files.get("signature.json"));
  }

  @Test
  void peopleInClearTakeASecondPersonAndLieNowhere() throws IOException {
    var path = house.made(", 'subjects': ['" + house.person + "']");
    assertThat(house.dpo().get(path + "/content").expect(200).text()).doesNotContain("Aslan");
    var person = house.dpo().get(path + "/people/" + house.person).expect(200).bytes();
    var inside = Inspected.opened(person);
    assertThat(new String(inside.get("people/records.json").toArray(), StandardCharsets.UTF_8))
        .contains("Aslan", Inspected.NUMBER);
    assertThat(findings(person.toArray())).isEmpty();
    var entries =
        house
            .dpo()
            .get("/v1/ledger/entries?subject=" + house.person + "&limit=200")
            .expect(200)
            .body()
            .path("items");
    assertThat(entries)
        .anyMatch(entry ->
            entry.path("action").asText().equals("READ")
                && entry.path("actor").asText().equals("dpo-1")
                && entry.path("category").asText().equals("identity"));
    // only who is named, only to whom it is for
    house.dpo().get(path + "/people/" + house.leaver).expect(404);
    house.auditor().get(path + "/people/" + house.person).expect(403);
    stack
        .as(stack.token(house.tenant, "dpo-1", "dpo"))
        .get(path + "/people/" + house.person)
        .expect(403);
    // as long as the package lies there: the second person's word is for one inspection
    var zipped = house.tenant + path.substring(path.lastIndexOf('/')) + ".zip";
    try (var s3 = stack.s3(Stack.HOME)) {
      s3.deleteObject(delete -> delete.bucket(Stack.bucket("packages", Stack.HOME)).key(zipped));
    }
    house.dpo().get(path + "/content").expect(404);
    house.dpo().get(path + "/people/" + house.person).expect(404);
  }

  @Test
  void anAuditorReadsAndEndsByTheirDate() {
    var auditor = house.auditor();
    auditor.post("/v1/audit-packages", "{" + house.time() + "}").expect(403);
    auditor.get("/v1/inventory").expect(200);
    var until = house.to.plus(Duration.ofDays(1));
    house
        .dpo()
        .put(
            "/v1/grants/auditor-2",
            "{'role': 'auditor', 'from': '2026-01-01T00:00:00Z', 'to': '%s'}".formatted(until))
        .expect(201);
    var second = stack.as(stack.token(house.tenant, "auditor-2", "auditor"));
    second.get("/v1/inventory").expect(200);
    stack.advance(Duration.ofDays(1));
    var late = stack.as(stack.token(house.tenant, "auditor-2", "auditor"));
    assertThat(late.get("/v1/inventory").expect(403).problem()).isEqualTo("grant");
  }

  @Test
  void aTimeThatIsNotOverIsNoPeriod() {
    house
        .dpo()
        .post(
            "/v1/audit-packages",
            "{'from': '%s', 'to': '%s'}".formatted(house.from, house.to.plus(Duration.ofDays(99))))
        .expect(422);
    house
        .dpo()
        .post("/v1/audit-packages", "{'from': '%s', 'to': '%s'}".formatted(house.to, house.from))
        .expect(422);
    // it would be gone through month by month
    house
        .dpo()
        .post(
            "/v1/audit-packages",
            "{'from': '0000-01-01T00:00:00Z', 'to': '%s'}".formatted(house.to))
        .expect(422);
  }
}
