package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Proofs;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.local.cli.Run;
import emanet.local.platform.FunctionKey;
import emanet.values.Bytes;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The sealed log over HTTP, with two Regions and a clock that is moved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogRoutesTest {
  private static final String WEST = "eu-west-1";

  private Stack stack;
  private String tenant;
  private ApiCall auditor;

  @BeforeAll
  void seal() {
    stack = Stack.start(Stack.HOME, WEST);
    tenant = Stack.tenantName();
    stack.open(tenant);
    auditor = stack.as(stack.token(tenant, "auditor-1", "auditor"));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  private Answer listing() {
    return auditor.get("/v1/ledger/entries?actor=auditor-1").expect(200);
  }

  @Test
  void anEntryIsProvedWithinAMinute() {
    var receipt = listing().header("Emanet-Ledger");
    var id = receipt.substring(0, receipt.indexOf('.'));
    var path = "/v1/ledger/entries/" + id + "/proof";
    auditor.get(path).expect(404);
    stack.advance(Duration.ofMinutes(1));
    var fresh = stack.as(stack.token(tenant, "auditor-1", "auditor"));
    var proof = fresh.get(path).expect(200).body();

    var entry = proof.path("entry").asText().getBytes(StandardCharsets.US_ASCII);
    assertThat(id + "." + Hashing.leaf(entry).toHex()).isEqualTo(receipt);
    var key = NoteKey.parse(proof.path("key").asText()).orElseThrow();
    assertThat(key.name()).isEqualTo("emanet.example/ledger/" + tenant);
    var note = Note.parse(proof.path("checkpoint").asText()).orElseThrow();
    assertThat(note.signatures()).anyMatch(line -> key.verifies(note.text(), line));
    var checkpoint = Checkpoint.parse(note.text()).orElseThrow();
    assertThat(checkpoint.size()).isEqualTo(proof.path("size").asLong());
    var hashes = new ArrayList<Bytes>();
    proof.path("proof").forEach(hash -> hashes.add(Bytes.ofBase64(hash.asText())));
    assertThat(
            Proofs.provesInclusion(
                Hashing.leaf(entry),
                proof.path("index").asLong(),
                checkpoint.size(),
                hashes,
                checkpoint.root()))
        .isTrue();
    assertThat(proof.path("late").asBoolean()).isFalse();

    var served = fresh.get("/v1/ledger/checkpoint").expect(200);
    assertThat(served.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(served.text()).isEqualTo(proof.path("checkpoint").asText());
    // the other Region's copy has been made by its own function, and says the same
    var west = stack.as(stack.token(tenant, "auditor-1", "auditor"), WEST);
    assertThat(west.get("/v1/ledger/checkpoint").expect(200).text()).isEqualTo(served.text());
  }

  @Test
  void tilesAreServedAsBytesAlsoWhenTheyWereNarrower() {
    listing();
    listing();
    stack.advance(Duration.ofMinutes(1));
    var fresh = stack.as(stack.token(tenant, "auditor-1", "auditor"));
    var note = fresh.get("/v1/ledger/checkpoint").expect(200).text();
    var size = Checkpoint.parse(Note.parse(note).orElseThrow().text()).orElseThrow().size();
    var tile = fresh.get("/v1/ledger/tile/0/000.p/" + size).expect(200);
    assertThat(tile.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(tile.header("Emanet-Ledger")).as("hashes say nothing of anybody").isEmpty();
    assertThat(tile.headers().firstValueAsLong("Content-Length")).hasValue(32 * size);
    var one = fresh.get("/v1/ledger/tile/0/000.p/1").expect(200);
    assertThat(one.headers().firstValueAsLong("Content-Length")).hasValue(32);
    var entries = fresh.get("/v1/ledger/tile/entries/000.p/" + size).expect(200);
    assertThat(entries.header("Emanet-Ledger")).as("entries do").isNotEmpty();
    assertThat(entries.text()).contains("\"action\":\"LEDGER_READ\"");
    fresh.get("/v1/ledger/tile/0/000.p/" + (size + 1)).expect(404);
    fresh.get("/v1/ledger/tile/0/001").expect(404);
    fresh.get("/v1/ledger/tile/0/1").expect(400);
    fresh.get("/v1/ledger/tile/0/../checkpoint").expect(400);
    fresh.get("/v1/ledger/entries/nothing/proof").expect(400);
  }

  @Test
  void aWitnessCosignsWhatIsServedAndTheCommandHoldsTheLogToIt() {
    var receipt = listing().header("Emanet-Ledger");
    stack.advance(Duration.ofMinutes(1));
    var fresh = stack.as(stack.token(tenant, "auditor-1", "auditor"));
    var id = receipt.substring(0, receipt.indexOf('.'));
    var proof = fresh.get("/v1/ledger/entries/" + id + "/proof").expect(200).body();
    var key = proof.path("key").asText();
    fresh.get("/v1/ledger/cosigned").expect(404);
    try (var witness = new WitnessServer("witness.example/w1");
        var stranger = new WitnessServer("witness.example/w2")) {
      witness.know(key);
      var page = JsonNodeFactory.instance.objectNode();
      page.put("url", "https://witness.example/add-checkpoint");
      stack.control("PUT", "pages", page.put("server", witness.address().toString())).expect(204);
      var schedule = Wiring.witness(new Environment(environment(witness)));
      assertThat(schedule.run()).isOne();
      assertThat(schedule.run()).as("until tomorrow").isZero();
      var note = Note.parse(fresh.get("/v1/ledger/cosigned").expect(200).text()).orElseThrow();
      var cosigner = NoteKey.parse(witness.key()).orElseThrow();
      assertThat(note.signatures()).anyMatch(line -> cosigner.verifies(note.text(), line));
      assertThat(Checkpoint.parse(note.text()).orElseThrow().size())
          .isGreaterThan(proof.path("index").asLong());

      var verified = verify("ledger", "--key", key, "--witness", witness.key());
      assertThat(verified.out()).contains("✓ verified", "cosigned by witness.example/w1: ");
      assertThat(verified.code()).isZero();
      var unknown =
          verify("ledger", "--key", key, "--witness", witness.key(), "--witness", stranger.key());
      assertThat(unknown.out()).contains("1 of the 2 witnesses").contains("NOT verified");
      assertThat(unknown.code()).isOne();
      var kept = verify("receipt", receipt, "--key", key);
      assertThat(kept.out()).contains("✓ INCLUDED");
      assertThat(kept.code()).isZero();
      var other = verify("receipt", id + "." + "0".repeat(64), "--key", key);
      assertThat(other.out()).contains("✗ ALTERED");
      assertThat(other.code()).isOne();
    }
  }

  private Map<String, String> environment(WitnessServer witness) {
    return Map.of(
        "AWS_REGION",
        Stack.HOME,
        "AWS_ENDPOINT_URL",
        stack.edge().toString(),
        "AWS_ACCESS_KEY_ID",
        FunctionKey.of("Witness"),
        "AWS_SECRET_ACCESS_KEY",
        "test",
        "EMANET_KMS_KEY",
        "alias/emanet",
        "EMANET_ERASURES_BUCKET",
        Stack.bucket("erasures", Stack.HOME),
        "EMANET_LEDGER_BUCKET",
        Stack.bucket("ledger", Stack.HOME),
        "EMANET_WITNESSES",
        "https://witness.example " + witness.key());
  }

  /// Runs the command against the API.
  private Run verify(String... arguments) {
    var all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(arguments));
    all.addAll(List.of(stack.api().toString(), "--aws-port", "" + stack.edge().getPort()));
    all.addAll(List.of("--tenant", tenant, "--actor", "auditor-1", "--role", "auditor"));
    return Run.bare(all.toArray(String[]::new));
  }

  @Test
  void noTenantSeesAnothersLog() {
    var other = Stack.tenantName();
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + other,
            """
            {'name': 'Beta', 'title': 'Beta A.Ş.', 'address': 'İzmir',
             'contacts': [{'role': 'DPO', 'email': 'dpo@beta.example'}], 'sample': true}
            """)
        .expect(201);
    var receipt = listing().header("Emanet-Ledger");
    stack.advance(Duration.ofMinutes(1));
    var stranger = stack.as(stack.token(other, "auditor-1", "auditor"));
    var id = receipt.substring(0, receipt.indexOf('.'));
    stranger.get("/v1/ledger/entries/" + id + "/proof").expect(404);
    stack.advance(Duration.ofMinutes(1));
    var note =
        stack
            .as(stack.token(other, "auditor-1", "auditor"))
            .get("/v1/ledger/checkpoint")
            .expect(200)
            .text();
    assertThat(note).startsWith("emanet.example/ledger/" + other + "\n");
  }
}
