package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Proofs;
import emanet.ledger.tlog.TileNodes;
import emanet.local.Stack;
import emanet.local.verify.Finding;
import emanet.local.verify.LogVerifier;
import emanet.local.verify.Report;
import emanet.store.Condition;
import emanet.store.Store;
import emanet.values.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Witnesses cosign what continues what they have seen of a log, and nothing else is kept as
/// theirs.
class WitnessTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final LogHouse house = new LogHouse();
  private final WitnessServer one = new WitnessServer("witness.example/one");
  private final WitnessServer two = new WitnessServer("witness.example/two");
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void know() {
    for (var witness : List.of(one, two)) {
      witness.know(house.checkpoints.key(house.tenant).encoded());
    }
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    http.close();
  }

  private Witnessing witnessing(WitnessServer... servers) {
    return witnessing(LogHouse.store(), servers);
  }

  private Witnessing witnessing(Store store, WitnessServer... servers) {
    var witnesses = new ArrayList<Witness>();
    var addresses = new HashMap<URI, URI>();
    for (var server : servers) {
      var witness = Witness.list("https://" + server.name + " " + server.key()).getFirst();
      addresses.put(witness.address(), server.address());
      witnesses.add(witness);
    }
    return new Witnessing(
        store,
        LogHouse.home(),
        Stack.HOME,
        witnesses,
        (address, body) -> post(addresses.get(address), body),
        DAY,
        house.clock);
  }

  private Optional<WitnessPost.Answer> post(URI address, String body) {
    try {
      var request =
          HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      var answer = http.send(request, BodyHandlers.ofString());
      return Optional.of(new WitnessPost.Answer(answer.statusCode(), answer.body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void grow(int entries) {
    house.append(entries);
    house.round();
  }

  private Report verify(WitnessServer... servers) {
    var keys = new ArrayList<NoteKey>();
    for (var server : servers) {
      keys.add(NoteKey.parse(server.key()).orElseThrow());
    }
    return new LogVerifier(
            house.files(LogHouse.home()),
            house.checkpoints.key(house.tenant),
            keys,
            keys.size(),
            _ -> {})
        .verify(Map.of());
  }

  private Optional<Bytes> kept(String name) {
    return LogHouse.home().get(house.tenant + "/" + name);
  }

  @Test
  void aCosignatureADayIsKeptBesideTheCheckpointsAndVerifies() {
    var witnessing = witnessing(one, two);
    assertThat(witnessing.round(house.tenant).cosigned()).as("nothing is sealed").isZero();
    grow(300);
    assertThat(witnessing.round(house.tenant).cosigned()).isEqualTo(2);
    grow(5);
    assertThat(witnessing.round(house.tenant).cosigned()).as("not due").isZero();
    house.clock.advance(DAY);
    assertThat(witnessing.round(house.tenant).cosigned()).isEqualTo(2);
    assertThat(one.asked).as("by a proof, not by the other size").hasValue(2);
    house.clock.advance(DAY);
    assertThat(witnessing.round(house.tenant).cosigned()).as("nothing new").isZero();
    grow(1);
    var report = verify(one, two);
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(306);
    assertThat(report.cosigned())
        .extracting(cosigned -> cosigned.size())
        .containsExactly(305L, 305L);
    assertThat(new String(kept("cosigned").orElseThrow().toArray(), StandardCharsets.UTF_8).lines())
        .as("both lines where it is served")
        .hasSize(4 + 3);
    assertThat(kept("witnesses/%s/%020d".formatted(id(one), 300))).isPresent();
  }

  /// Else a log that grows no more would be served without it.
  @Test
  void whatIsServedIsNotBehindWhatIsNoted() {
    grow(7);
    house.stops.at(1, false);
    var stopped = witnessing(house.stops.writing(LogHouse.store()), one);
    assertThatThrownBy(() -> stopped.round(house.tenant)).isInstanceOf(Stops.Stopped.class);
    house.stops.never();
    assertThat(kept("cosigned")).isPresent();
    assertThat(witnessing(one).round(house.tenant).cosigned()).as("asked anew").isOne();
    assertThat(verify(one).findings()).isEmpty();
  }

  private static String id(WitnessServer server) {
    return server.key().split("\\+", 3)[1];
  }

  /// Another Region has shown it more than this one knows of; or the table was lost.
  @Test
  void aWitnessThatHasSeenAnotherSizeIsShownTheProofFromThere() {
    grow(7);
    assertThat(witnessing(one).round(house.tenant).cosigned()).isOne();
    grow(250);
    LogHouse.store()
        .delete(
            WitnessedLog.key(
                house.tenant,
                Stack.HOME,
                Witness.list("https://" + one.name + " " + one.key()).getFirst()),
            Condition.always());
    assertThat(witnessing(one).round(house.tenant).cosigned()).isOne();
    assertThat(one.asked).hasValue(3);
    assertThat(one.size(house.checkpoints.key(house.tenant).name())).isEqualTo(257);
    assertThat(verify(one).findings()).isEmpty();
  }

  @Test
  void aForgedCosignatureIsNeitherKeptNorTaken() {
    grow(3);
    one.mood = WitnessServer.Mood.FORGING;
    var witnessing = witnessing(one);
    var outcome = witnessing.round(house.tenant);
    assertThat(outcome.cosigned()).isZero();
    assertThat(outcome.refused()).containsExactly("witness.example/one: COSIGNATURE_INVALID");
    assertThat(kept("cosigned")).isEmpty();
    assertThat(verify(one).findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.COSIGNATURES_TOO_FEW);
    one.mood = WitnessServer.Mood.TALKATIVE;
    assertThat(witnessing.round(house.tenant).cosigned()).as("asked again at once").isOne();
    assertThat(verify(one).findings()).isEmpty();
    assertThat(new String(kept("cosigned").orElseThrow().toArray(), StandardCharsets.UTF_8))
        .doesNotContain("elsewhere");
    // put there by whoever keeps the bucket
    var other = verify(two);
    assertThat(other.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.COSIGNATURES_TOO_FEW);
    LogHouse.home().put(house.tenant + "/cosigned", forged(kept("cosigned").orElseThrow()));
    assertThat(verify(one).findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.COSIGNATURE_INVALID);
  }

  /// The same note, with one bit of its last signature changed.
  private static Bytes forged(Bytes cosigned) {
    var note = Note.parse(new String(cosigned.toArray(), StandardCharsets.UTF_8)).orElseThrow();
    var line = note.signatures().getLast();
    var content = line.content().toArray();
    content[content.length - 1] ^= 1;
    var signatures = new ArrayList<>(note.signatures());
    signatures.set(
        signatures.size() - 1,
        new Note.Signature(line.name(), line.keyId(), Bytes.owning(content)));
    var encoded = new Note(note.text(), signatures).encoded();
    return Bytes.owning(encoded.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aWitnessThatIsAwayIsAskedLaterAndTheOtherIsNotKeptWaiting() {
    var other = new LogHouse();
    one.know(other.checkpoints.key(other.tenant).encoded());
    grow(3);
    other.append(2);
    other.round();
    one.mood = WitnessServer.Mood.FAILING;
    var witnessing = witnessing(one, two);
    var outcome = witnessing.round(house.tenant);
    assertThat(outcome.cosigned()).isOne();
    assertThat(outcome.refused()).containsExactly("witness.example/one: STATUS_503");
    assertThat(witnessing.round(other.tenant).refused())
        .containsExactly("witness.example/one: AWAY", "witness.example/two: STATUS_404");
    assertThat(one.asked).as("once a run").hasValue(1);
    house.clock.advance(DAY);
    assertThat(witnessing.round(house.tenant).wanting()).isEqualTo(DAY);
    one.mood = WitnessServer.Mood.WELL;
    witnessing.begin();
    var again = witnessing.round(house.tenant);
    assertThat(again.cosigned()).isOne();
    assertThat(again.wanting()).isZero();
    assertThat(verify(one, two).findings()).isEmpty();
  }

  @Test
  void oneThatTellsTwoHistoriesGetsNoSecondCosignature() {
    grow(4);
    var witnessing = witnessing(one);
    assertThat(witnessing.round(house.tenant).cosigned()).isOne();
    // another log by the same name and key: what a keeper would show who wrote it anew
    var forked = new LogHouse();
    forked.append(9);
    forked.round();
    var key = house.checkpoints.key(house.tenant);
    var signed = forked.checkpoints.newest(forked.tenant).orElseThrow();
    var text = signed.note().text().replace(forked.tenant.value(), house.tenant.value());
    var line = key.line(LogHouse.signed(text));
    var other =
        new SignedCheckpoint(Checkpoint.parse(text).orElseThrow(), new Note(text, List.of(line)));
    var copy = new LogObjects(LogHouse.home(), forked.tenant);
    var call =
        new WitnessCall(
            (_, body) -> post(one.address(), body),
            Witness.list("https://" + one.name + " " + one.key()).getFirst(),
            other,
            from ->
                Proofs.consistency(
                    from, 9, new TileNodes(9, tile -> copy.get(tile, 9).orElseThrow())));
    assertThat(call.from(4)).isEqualTo(new WitnessCall.Came.Refused("STATUS_422"));
    assertThat(call.from(0)).isEqualTo(new WitnessCall.Came.Refused("STATUS_422"));
  }

  @Test
  void aWitnessIsAnHttpsAddressAndAKeyThatMakesCosignatures() {
    assertThat(Witness.list("")).isEmpty();
    var both = "https://a.example/log/ " + one.key() + ", https://b.example " + two.key();
    assertThat(Witness.list(both))
        .extracting(witness -> witness.address().toString())
        .containsExactly(
            "https://a.example/log/add-checkpoint", "https://b.example/add-checkpoint");
    for (var wrong :
        List.of(
            "https://a.example",
            "http://a.example " + one.key(),
            "https://127.0.0.1 " + one.key(),
            "https://a.example:8443 " + one.key(),
            "https://a.example " + house.checkpoints.key(house.tenant).encoded(),
            both + ",")) {
      assertThatThrownBy(() -> Witness.list(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
