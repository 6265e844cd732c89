package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.fault.FaultException;
import emanet.jobs.Jobs;
import emanet.keys.Keyring;
import emanet.keys.TenantKeys;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.store.Condition;
import emanet.store.Key;
import emanet.store.S3Objects;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a restore replays lies in both Regions before it is acknowledged. A stack of its own,
/// because a Region goes away and the clock moves.
class ReplayRecordsTest {
  private static final String AWAY = "eu-west-1";
  private static final List<String> REGIONS = List.of(Stack.HOME, AWAY);
  private static final String REASON = "Kayıtlı adresine itiraz ediyor";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME, AWAY);

  private final Customer customer = Customer.on(stack);
  private final String person = customer.person();
  private final String restrictions = "/v1/subjects/" + person + "/restrictions";
  private final String holds = "/v1/subjects/" + person + "/holds";
  private final String consents = "/v1/subjects/" + person + "/consents";

  private ApiCall human(String actor) {
    return stack.as(stack.strongToken(customer.tenant, actor, "dpo"));
  }

  /// As a restore reads it, of one Region alone.
  private ReplayRecords records(String region) {
    return new Rooms(stack).records(stack, region);
  }

  private List<String> ids(String region, Replayed kind) {
    return records(region).ids(tenant(), kind, Optional.empty(), 100);
  }

  private TenantId tenant() {
    return new TenantId(customer.tenant);
  }

  /// The record, the same in both Regions.
  private JsonNode record(Replayed kind, String id) {
    var all = REGIONS.stream().map(region -> records(region).read(tenant(), kind, id)).toList();
    assertThat(all).as(kind + " " + id).allMatch(Optional::isPresent);
    assertThat(all.getFirst()).isEqualTo(all.getLast());
    return all.getFirst().orElseThrow();
  }

  private String hold(String actor) {
    return human(actor)
        .post(holds, "{'reason': '" + REASON + "', 'category': 'contact'}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  private void news() {
    customer
        .dpo()
        .put(
            "/v1/activities/newsletter",
            """
            {'title': {'tr': 'Bülten', 'en': 'Newsletter'}, 'role': 'PROCESSOR',
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},
             'purposes': ['Bülten gönderimi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'EXPLICIT_CONSENT',
             'categories': [{'category': 'contact', 'fields': ['email']}], 'roles': ['service'],
             'recipients': [], 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE', 'attestation':
               {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
                'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'}}
            """)
        .expect(201);
  }

  private static String decision(boolean granted) {
    return "{'activity': 'newsletter', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu'}"
        .formatted(granted);
  }

  @Test
  void restrictionsAndHoldsAndTheirEndsAreInBothRegions() {
    var restricted =
        customer
            .service()
            .post(
                restrictions,
                "{'kind': 'DISPUTE', 'categories': ['contact'], 'reason': '" + REASON + "'}")
            .expect(201)
            .body();
    var id = restricted.path("id").asText();
    var record = record(Replayed.RESTRICTION, id);
    assertThat(record.path("subject").asText()).isEqualTo(person);
    assertThat(record.path("categories").toString()).isEqualTo("[\"contact\"]");
    assertThat(record.path("at")).isEqualTo(restricted.path("at"));
    assertThat(record.path("by").asText()).isEqualTo("platform-1");
    var approval =
        human("dpo-1").delete(restrictions + "/" + id).expect(202).body().path("approval").asText();
    assertThat(ids(Stack.HOME, Replayed.LIFTING)).isEmpty();
    human("dpo-2").post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}").expect(200);
    assertThat(record(Replayed.LIFTING, id).path("subject").asText()).isEqualTo(person);

    var hold = hold("dpo-1");
    assertThat(record(Replayed.HOLD, hold).path("category").asText()).isEqualTo("contact");
    assertThat(ids(AWAY, Replayed.RELEASE)).isEmpty();
    human("dpo-2").delete(holds + "/" + hold).expect(204);
    assertThat(record(Replayed.RELEASE, hold).path("subject").asText()).isEqualTo(person);
  }

  /// Another person stands for the same one, as a backup from before has them.
  @Test
  void anErasureThatWasNotCertifiedWhenItWasLostComesBackAndIsCertified() {
    var erased =
        customer
            .dpo()
            .post("/v1/subjects/" + person + "/erasure", "{'method': 'ERASE', 'reason': 'Talep'}")
            .expect(200)
            .body()
            .path("id")
            .asText();
    var record = records(Stack.HOME).read(tenant(), Replayed.ERASURE, erased).orElseThrow();
    var other = customer.person();
    customer.service().put(Customer.identity(other), Customer.fields("10000000146")).expect(201);
    var id = new StringBuilder(erased).reverse().toString();
    record.put("id", id).put("subject", other);
    ((ObjectNode) record.path("item")).put("subject", other);
    var _ = records(Stack.HOME).write(tenant(), Replayed.ERASURE, id, record);
    var replay = new PeopleReplay(new Rooms(stack).needs, records(Stack.HOME));
    assertThat(replay.replay(tenant(), Replayed.ERASURE, id, record)).isEqualTo(Replayer.Came.DONE);
    var path = "/v1/erasures/" + id;
    assertThat(customer.dpo().get(path).expect(200).body().path("state").asText())
        .isEqualTo("RUNNING");
    stack.control("POST", "invoke/Worker").expect(200);
    var certificate = customer.dpo().get(path).expect(200).body();
    assertThat(certificate.path("state").asText()).isEqualTo("EFFECTIVE");
    assertThat(certificate.path("subject").asText()).isEqualTo(other);
    assertThat(certificate.path("categories").toString()).contains("identity");
  }

  /// What a backup has: a hold on the person, and the erasure was begun, or done, after it.
  private Backup heldThenErased() {
    var rooms = new Rooms(stack);
    var hold = hold("dpo-1");
    var key = Keyring.item(tenant(), new SubjectId(person));
    var item = rooms.store.read(key).orElseThrow();
    human("dpo-2").delete(holds + "/" + hold).expect(204);
    var body = "{'method': 'ERASE', 'reason': 'Talep', 'category': 'contact'}";
    var erased =
        customer.dpo().post("/v1/subjects/" + person + "/erasure", body).expect(200).body();
    var _ = rooms.store.put(item, Condition.always());
    return new Backup(rooms, key, hold, erased.path("id").asText());
  }

  private record Backup(Rooms rooms, Key key, String hold, String erasure) {
    boolean hasKey() {
      return rooms.store.read(key).orElseThrow().tree("deks").containsKey("contact");
    }

    boolean isHeld() {
      return rooms.store.read(key).orElseThrow().has("holds");
    }
  }

  private Replayer.Came replayed(Backup backup, Replayed kind, String id) {
    var record = records(Stack.HOME).read(tenant(), kind, id).orElseThrow();
    return replayed(backup, kind, id, record);
  }

  private Replayer.Came replayed(Backup backup, Replayed kind, String id, ObjectNode record) {
    return new PeopleReplay(backup.rooms.needs, records(Stack.HOME))
        .replay(tenant(), kind, id, record);
  }

  /// Over what is there, as only an administrator of the account could.
  private void spoil(Replayed kind, String id) {
    new S3Objects(stack.s3(Stack.HOME), Stack.bucket("erasures", Stack.HOME))
        .put(
            customer.tenant + "/" + kind.name().toLowerCase(Locale.ROOT) + "s/" + id,
            Bytes.of("spoilt".getBytes(StandardCharsets.UTF_8)));
  }

  /// No certificate is made while a hold stands: so it was released, whether or not that is kept.
  @Test
  void aCertifiedErasureIsCarriedOutThoughTheReleaseBeforeItCannotBeRead() {
    var backup = heldThenErased();
    spoil(Replayed.RELEASE, backup.hold);
    assertThat(replayed(backup, Replayed.ERASURE, backup.erasure)).isEqualTo(Replayer.Came.DONE);
    assertThat(backup.hasKey()).isFalse();
    assertThat(backup.isHeld()).isFalse();
  }

  @Test
  void anErasureThatHangsOnWhatCannotBeReadIsSaidToBeImpossible() {
    var backup = heldThenErased();
    var record = records(Stack.HOME).read(tenant(), Replayed.ERASURE, backup.erasure).orElseThrow();
    spoil(Replayed.RELEASE, backup.hold);
    var uncertified = "another";
    var _ = records(Stack.HOME).write(tenant(), Replayed.ERASURE, uncertified, record);
    assertThat(replayed(backup, Replayed.ERASURE, uncertified))
        .as("it was released, and that cannot be read")
        .isEqualTo(Replayer.Came.IMPOSSIBLE);
    spoil(Replayed.ANNULMENT, uncertified);
    assertThat(replayed(backup, Replayed.ERASURE, uncertified))
        .as("nobody knows whether it was annulled")
        .isEqualTo(Replayer.Came.IMPOSSIBLE);
    spoil(Replayed.CERTIFICATE, backup.erasure);
    assertThat(replayed(backup, Replayed.ERASURE, backup.erasure))
        .as("it was certified, and that cannot be read")
        .isEqualTo(Replayer.Came.IMPOSSIBLE);
    assertThat(backup.hasKey()).isTrue();
    assertThat(backup.isHeld()).isTrue();
  }

  /// Of a hold that came after the certificate nothing is known but that it stands.
  @Test
  void aHoldOfAfterACertifiedErasureStands() {
    var backup = heldThenErased();
    var item = backup.rooms.store.read(backup.key).orElseThrow();
    var later = (Value.Tree) item.tree("holding").get(backup.hold);
    var entries = new HashMap<>(later.entries());
    entries.put("at", Value.of(Instant.now().plusSeconds(60).toEpochMilli()));
    var moved = item.with("holding", Map.of(backup.hold, Value.of(entries)));
    var _ = backup.rooms.store.put(moved, Condition.always());
    spoil(Replayed.RELEASE, backup.hold);
    assertThat(replayed(backup, Replayed.ERASURE, backup.erasure))
        .isEqualTo(Replayer.Came.IMPOSSIBLE);
    assertThat(backup.isHeld()).isTrue();
  }

  /// It was neither certified nor annulled: it goes on where the tables are promoted, and comes to
  /// its end there, which whoever asked for it is told.
  @Test
  void anErasureThatAHoldMayHaveForbiddenIsEndedWhereItIsPromoted() {
    var backup = heldThenErased();
    var record = records(Stack.HOME).read(tenant(), Replayed.ERASURE, backup.erasure).orElseThrow();
    var item = backup.rooms.store.read(backup.key).orElseThrow();
    var note = ((Value.Tree) item.tree("holding").get(backup.hold)).entries();
    var standing =
        item.with("holding", Map.of("standing", Value.of(note)))
            .with("holds", Value.of(Set.of("standing#contact")));
    var _ = backup.rooms.store.put(standing, Condition.always());
    var id = new StringBuilder(backup.erasure).reverse().toString();
    record.put("id", id);
    var _ = records(Stack.HOME).write(tenant(), Replayed.ERASURE, id, record);
    assertThat(replayed(backup, Replayed.ERASURE, id)).isEqualTo(Replayer.Came.NOTHING);
    stack.control("POST", "invoke/Worker").expect(200);
    assertThat(customer.dpo().get("/v1/erasures/" + id).expect(200).body().path("state").asText())
        .isEqualTo("FAILED");
    assertThat(records(Stack.HOME).read(tenant(), Replayed.ANNULMENT, id)).isPresent();
    assertThat(backup.hasKey()).isTrue();
    assertThat(replayed(backup, Replayed.ERASURE, id)).isEqualTo(Replayer.Came.NOTHING);
  }

  @Test
  void whatDoesNotOpenHereIsReadFromTheOtherRegion() {
    var hold = hold("dpo-1");
    spoil(Replayed.HOLD, hold);
    var rooms = new Rooms(stack);
    var away = new S3Objects(stack.s3(AWAY), Stack.bucket("erasures", AWAY));
    var home = new S3Objects(stack.s3(Stack.HOME), Stack.bucket("erasures", Stack.HOME));
    var both =
        new ReplayRecords(home, Optional.of(away), rooms.seal, new Jobs(rooms.store, rooms.clock));
    assertThat(both.read(tenant(), Replayed.HOLD, hold)).isPresent();
    assertThatThrownBy(() -> records(Stack.HOME).read(tenant(), Replayed.HOLD, hold))
        .isInstanceOf(FaultException.class);
  }

  /// What protects the person is set again where nobody can read that it ended.
  @Test
  void whatCannotBeReadToHaveEndedStands() {
    var backup = heldThenErased();
    spoil(Replayed.RELEASE, backup.hold);
    assertThat(replayed(backup, Replayed.HOLD, backup.hold)).isEqualTo(Replayer.Came.STOOD);
    assertThat(backup.isHeld()).isTrue();
  }

  @Test
  void aWithdrawalIsThereAndAConsentIsNot() {
    news();
    customer.service().post(consents, decision(true)).expect(201);
    assertThat(ids(Stack.HOME, Replayed.WITHDRAWAL)).isEmpty();
    customer.service().post(consents, decision(false)).expect(201);
    var record = record(Replayed.WITHDRAWAL, person + "-newsletter-2");
    assertThat(record.path("version").asLong()).isEqualTo(2);
    assertThat(record.path("activity").asText()).isEqualTo("newsletter");
  }

  @Test
  void everyVersionOfADocumentOfTheRegisterIsThere() {
    var grant = "/v1/grants/agent-7";
    var body = "{'role': 'agent', 'from': '2020-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}";
    customer.dpo().put(grant, body).expect(201);
    customer.dpo().put(grant, body.replace("2099", "2098")).expect(200);
    customer.dpo().delete(grant).expect(204);
    assertThat(record(Replayed.REGISTER, "G-agent-7-000002").at("/doc/to").asText())
        .isEqualTo("2098-01-01T00:00:00Z");
    assertThat(record(Replayed.REGISTER, "G-agent-7-000003").path("deleted").asBoolean()).isTrue();
    assertThat(ids(AWAY, Replayed.REGISTER))
        .contains("TENANT-" + customer.tenant + "-000001", "A-hr-core-000001", "G-agent-7-000001");
    var tenants = record(Replayed.REGISTER, "TENANT-" + customer.tenant + "-000001");
    assertThat(tenants.at("/doc/title").asText()).isEqualTo("Acme A.Ş.");
  }

  /// Nothing is acknowledged that is not kept; and whoever calls again has it kept.
  @Test
  void whatCouldNotBeKeptIsNotAcknowledgedAndIsKeptByTheNextCall() {
    news();
    customer.service().post(consents, decision(true)).expect(201);
    var hold = hold("dpo-2");
    List<Supplier<Integer>> acts =
        List.of(
            () ->
                customer
                    .service()
                    .idempotent("r")
                    .post(restrictions, "{'kind': 'ACCURACY', 'reason': 'x'}")
                    .status(),
            () -> human("dpo-1").idempotent("h").post(holds, "{'reason': 'Dava'}").status(),
            () -> human("dpo-1").idempotent("e").delete(holds + "/" + hold).status(),
            () -> customer.service().idempotent("w").post(consents, decision(false)).status(),
            () ->
                human("dpo-1")
                    .idempotent("g")
                    .put(
                        "/v1/grants/agent-8",
                        "{'role': 'agent', 'from': '2020-01-01T00:00:00Z',"
                            + " 'to': '2099-01-01T00:00:00Z'}")
                    .status(),
            () -> human("dpo-1").idempotent("d").delete("/v1/grants/agent-8").status());
    var kinds =
        List.of(
            Replayed.RESTRICTION,
            Replayed.HOLD,
            Replayed.RELEASE,
            Replayed.WITHDRAWAL,
            Replayed.REGISTER,
            Replayed.REGISTER);
    for (int i = 0; i < acts.size(); i++) {
      var kind = kinds.get(i);
      int before = ids(Stack.HOME, kind).size();
      var match = "/" + customer.tenant + "/";
      stack.fault(match, "s3", "PutObject", "AccessDenied");
      assertThat(acts.get(i).get()).as(kind + " not kept").isIn(500, 503);
      stack.clearFaults(match);
      assertThat(ids(Stack.HOME, kind)).as(kind.name()).hasSize(before);
      assertThat(acts.get(i).get()).as(kind + " again").isIn(200, 201, 204);
      for (var region : REGIONS) {
        assertThat(ids(region, kind)).as(kind + " in " + region).hasSize(before + 1);
      }
    }
  }

  @Test
  void aRegionThatIsAwayGetsItsCopyLater() {
    var fault = JsonNodeFactory.instance.objectNode();
    fault.put("match", "/" + customer.tenant + "/");
    fault.put("service", "s3");
    fault.put("region", AWAY);
    fault.put("error", "RegionDown");
    stack.control("PUT", "faults", fault).expect(200);
    var hold = hold("dpo-1");
    assertThat(records(Stack.HOME).read(tenant(), Replayed.HOLD, hold)).isPresent();
    stack.clearFaults("/" + customer.tenant + "/");
    assertThat(records(AWAY).read(tenant(), Replayed.HOLD, hold)).isEmpty();
    stack.advance(Duration.ofMinutes(3));
    record(Replayed.HOLD, hold);
  }

  /// The keys' item comes back as it was before they were renewed.
  @Test
  void aRecordOpensBesideABackupOfOlderKeys() {
    var rooms = new Rooms(stack);
    rooms.tenants.warm(tenant());
    var backup = rooms.store.read(TenantKeys.item(tenant())).orElseThrow();
    assertThat(rooms.tenants.rotate(tenant())).isEqualTo(2);
    var record = JsonNodeFactory.instance.objectNode().put("subject", person);
    var _ = rooms.records(stack, Stack.HOME).write(tenant(), Replayed.RELEASE, "a-hold", record);
    assertThat(records(Stack.HOME).read(tenant(), Replayed.RELEASE, "a-hold")).contains(record);
    assertThat(rooms.store.put(backup, Condition.always())).isInstanceOf(Written.Done.class);
    assertThat(records(Stack.HOME).read(tenant(), Replayed.RELEASE, "a-hold")).contains(record);
  }

  /// As they were sealed before: under the newest key that there was.
  @Test
  void aRecordUnderALaterKeyIsStillRead() {
    var rooms = new Rooms(stack);
    rooms.tenants.warm(tenant());
    assertThat(rooms.tenants.rotate(tenant())).isEqualTo(2);
    var record = JsonNodeFactory.instance.objectNode().put("subject", person);
    var sealed = rooms.seal.seal(tenant(), "replay-releases", "older", 1, SealedJson.bytes(record));
    var _ =
        new S3Objects(stack.s3(Stack.HOME), Stack.bucket("erasures", Stack.HOME))
            .putOnce(customer.tenant + "/releases/older", sealed, Optional.empty());
    assertThat(records(Stack.HOME).read(tenant(), Replayed.RELEASE, "older")).contains(record);
  }

  @Test
  void nothingIsThereInClear() {
    customer
        .service()
        .post(restrictions, "{'kind': 'DISPUTE', 'reason': '" + REASON + "'}")
        .expect(201);
    var _ = hold("dpo-1");
    for (var region : REGIONS) {
      try (var s3 = stack.s3(region)) {
        var bucket = Stack.bucket("erasures", region);
        var all =
            s3.listObjectsV2(list -> list.bucket(bucket).prefix(customer.tenant + "/")).contents();
        assertThat(all).isNotEmpty();
        for (var object : all) {
          var bytes = s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key()));
          assertThat(new String(bytes.asByteArray(), StandardCharsets.ISO_8859_1))
              .doesNotContain("itiraz", "Acme", person);
        }
      }
    }
  }
}
