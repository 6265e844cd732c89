package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// States of restores and promotions that are seldom come to.
@Tag("long")
class RestoreStatesTest extends RestoreStack {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String LONG_AGO = "1970-01-01T00:00:00.001Z";

  private int written(String person, String name) {
    return service("hr")
        .put(
            PEOPLE + person + "/records/identity/main",
            "{'fields': {'firstName': '%s', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                .formatted(name, nationalId(people.indexOf(person))))
        .status();
  }

  private String name(String person) {
    return read(person).expect(200).body().at("/fields/firstName").asText();
  }

  /// A backup whose keys' life is over serves beside living keys, and else is refused by name.
  @Test
  void withoutItsKeysABackupServesOnlyBesideLivingOnes() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    stack.advance(Duration.ofDays(7).plusHours(1));
    generation(2);
    var beside = restored(backup);
    assertThat(beside.path("state").asText()).as(beside.toString()).isEqualTo("SUCCEEDED");
    promoted(beside.path("id").asText());
    read(people.get(0)).expect(410);
    read(people.get(1)).expect(200);

    loseAllTables();
    generation(2);
    stack.advance(MINUTE);
    var alone = restored(backup);
    assertThat(alone.path("state").asText()).isEqualTo("FAILED");
    assertThat(alone.path("flaw").asText()).isEqualTo("KEYS_GONE");
    assertThat(alone.at("/problem/type").asText()).isEqualTo("/problems/backup-unusable");
  }

  /// Each step of a promotion is killed for half an hour: then writes are let through, and what
  /// they did meanwhile holds when it is approved once more.
  @Test
  void aPromotionThatIsGivenUpLetsWritesThroughAndIsTakenUpAgain() {
    employ(3);
    var backup = shelf.make();
    generation(2);
    var restore = restored(backup).path("id").asText();
    approved(restore);
    stack.advance(MINUTE);
    assertThat(written(people.get(1), "Nur")).isEqualTo(503);
    for (int minute = 0; minute < 31; minute++) {
      stack.stopAfter(6);
      stack.advance(MINUTE);
      assertThat(stack.goOn()).isTrue();
    }
    for (int minute = 0; minute < 5 && written(people.get(1), "Nur") == 503; minute++) {
      stack.advance(MINUTE);
    }
    assertThat(written(people.get(1), "Nur")).isEqualTo(200);
    var given = shelf.operator().get("/v1/restores/" + restore).expect(200).body();
    assertThat(given.at("/promotion/state").asText()).isEqualTo("FAILED");
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);

    promoted(restore);
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    assertThat(name(people.get(1))).as("as of the backup").isEqualTo("Işıl");
    var report = shown(restore).at("/promotion/report");
    assertThat(texts(report.path("changed")))
        .as("what was written while it was given up is lost, and said to be")
        .containsExactly(tenant + "/" + people.get(1));
    assertThat(written(people.get(2), "Nur")).isEqualTo(200);
  }

  /// Of two backups the earlier: what came after it is as it was, and who was erased stays so.
  @Test
  void theEarlierOfTwoBackupsMayBeChosen() {
    employ(3);
    var earlier = shelf.make();
    assertThat(written(people.get(1), "Nur")).isEqualTo(200);
    employ(1);
    stack.advance(MINUTE);
    var later = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    loseAllTables();
    generation(2);
    stack.advance(MINUTE);
    promoted(restored(later).path("id").asText());
    assertThat(name(people.get(1))).isEqualTo("Nur");
    read(people.get(3)).expect(200);
    read(people.get(0)).expect(410);

    generation(3);
    promoted(restored(earlier).path("id").asText());
    assertThat(name(people.get(1))).isEqualTo("Işıl");
    read(people.get(3)).expect(404);
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
  }

  /// One that failed half-way leaves what it filled to the next of the same backup, and to no
  /// other.
  @Test
  void whatAFailedRestoreFilledIsFilledAnew() {
    employ(2);
    var backup = shelf.make();
    var other = new Forge(stack, shelf, backup).manifest(_ -> {}, true);
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    stack.advance(MINUTE);
    loseAllTables();
    generation(2);
    var first = begun(backup);
    for (int i = 0; i < 40 && shown(first).at("/progress/counts/rows.records").asLong() == 0; i++) {
      stack.stopAfter(20 + 8 * i);
      stack.advance(MINUTE);
      var _ = stack.goOn();
    }
    var half = shown(first);
    assertThat(half.path("state").asText()).isEqualTo("RUNNING");
    assertThat(half.at("/progress/counts/rows.records").asLong()).isPositive();
    owned("another", LONG_AGO);
    assertThat(ended(first).at("/problem/type").asText()).isEqualTo("/problems/generation");
    owned(first, LONG_AGO);

    var refused = shelf.operator().post("/v1/restores", "{'backup': '" + other + "'}").expect(409);
    assertThat(refused.problem()).isEqualTo("generation");
    promoted(restored(backup).path("id").asText());
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    read(people.get(1)).expect(200);
    assertThat(search(1)).hasSize(1);
  }

  /// Its key opens again, and what it had erased cannot be read: nobody is shown.
  @Test
  void aTenantOfWhichAnErasureCannotBeReplayedStaysShut() {
    var theirs = Stack.tenantName();
    open(theirs);
    employ(1);
    var erased = Stack.employee(service(theirs, "hr"), nationalId(1));
    var living = Stack.employee(service(theirs, "hr"), nationalId(2));
    var own = ownKey(theirs);
    var backup = shelf.make();
    var erasure =
        stack
            .as(stack.strongToken(theirs, "dpo-1", "dpo"))
            .post(PEOPLE + erased + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
            .expect(200)
            .body()
            .path("id")
            .asText();
    stack.advance(MINUTE);
    var name = theirs + "/erasures/" + erasure;
    var record = content(name);
    lay(name, "{}".getBytes(StandardCharsets.UTF_8));
    loseAllTables();
    generation(2);
    try (var kms = stack.kms()) {
      kms.disableKey(key -> key.keyId(own));
      promoted(restored(backup).path("id").asText());
      kms.enableKey(key -> key.keyId(own));
      for (int minute = 0; minute < 5; minute++) {
        stack.advance(MINUTE);
      }
      var service = service(theirs, "hr");
      service.get(PEOPLE + living + "/records/identity/main").expect(503);
      service.get(PEOPLE + erased + "/records/identity/main").expect(503);
      read(people.getFirst()).expect(200);
      lay(name, record);
      stack.advance(Duration.ofHours(1));
      stack.advance(MINUTE);
      service = service(theirs, "hr");
      service.get(PEOPLE + erased + "/records/identity/main").expect(410);
      service.get(PEOPLE + living + "/records/identity/main").expect(200);
    }
  }

  private byte[] content(String name) {
    try (var s3 = stack.s3(Stack.HOME)) {
      return s3.getObjectAsBytes(get -> get.bucket(Stack.bucket("erasures", Stack.HOME)).key(name))
          .asByteArray();
    }
  }
}
