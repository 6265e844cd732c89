package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.local.verify.CertificateCheck;
import emanet.store.S3Archive;
import emanet.store.S3Objects;
import emanet.store.Table;
import emanet.subjects.Crowd;
import emanet.subjects.Scale;
import emanet.values.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What comes back from a backup, and what does not.
@Order(TestOrder.LONGEST)
class RestoreTest extends RestoreStack {
  private static final int ERASED = 50;
  private static final int WITHDRAWN = 20;
  private static final int CHANGED = 100;

  /// More than one object of a list that is cut.
  private static final int MANY = 5_001;

  /// The story of an operator: everything is lost a moment after the last thing was acknowledged.
  @Test
  void whoWasErasedStaysErasedThoughEverythingIsLost() {
    story(2_000);
  }

  @Test
  @Tag("long")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void andAmongTwentyThousand() {
    story(20_000);
  }

  private void story(int size) {
    watched();
    var scale = new Scale(stack);
    var crowd = scale.crowd();
    crowd.growTo(100);
    var few = scale.callsOfAll();
    crowd.growTo(size - WITHDRAWN - 3);
    assertThat(scale.callsOfAll()).as("no call costs more").isEqualTo(few);
    stack.advance(Duration.ofMinutes(20));
    employAll(WITHDRAWN + 3);
    var held = people.get(WITHDRAWN);
    var restricted = people.get(WITHDRAWN + 1);
    var living = people.get(WITHDRAWN + 2);
    var erased = numbers(0, ERASED, size / 60, Set.of());
    var changed = numbers(size / 200, CHANGED, size / 150, erased);
    var backup = shelf.make();
    change(scale, changed);
    stack.advance(Duration.ofMinutes(2));
    dpo("dpo-1").post(PEOPLE + held + "/holds", "{'reason': 'Dava'}").expect(201);
    service("hr")
        .post(PEOPLE + restricted + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'x'}")
        .expect(201);
    dpo("dpo-1")
        .put(
            "/v1/grants/agent-7",
            "{'role': 'agent', 'from': '2020-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}")
        .expect(201);
    var late = Stack.employee(service("hr"), nationalId(90));
    people.stream()
        .limit(WITHDRAWN)
        .forEach(one -> service("hr").post(consents(one), decision(false)).expect(201));
    var certificates = erased.stream().map(n -> erase(scale, n)).toList();
    loseAllTables();
    generation(2);

    var restore = restored(backup);
    assertThat(changed).hasSize(CHANGED);
    reports(
        restore, changed.stream().map(n -> scale.tenant() + "/" + crowd.people().get(n)).toList());
    for (var table : shelf.manifest(backup).path("tables").properties()) {
      assertThat(restore.at("/report/counts/rows." + table.getKey()).asLong())
          .as(table.getKey())
          .isEqualTo(table.getValue().path("items").asLong());
    }
    assertThat(read(living).status()).as("nobody sees it yet").isNotEqualTo(200);
    promoted(restore.path("id").asText());

    erased.forEach(n -> gone(scale, n));
    erased.stream().limit(5).forEach(n -> forgotten(scale, n));
    var gone = erased.stream().map(crowd.people()::get).collect(Collectors.toSet());
    assertThat(named(scale, "emanet-records-2")).isNotEmpty().doesNotContainAnyElementsOf(gone);
    assertThat(named(scale, "emanet-lookups-2")).isNotEmpty().doesNotContainAnyElementsOf(gone);
    assertThat(standing(scale)).isEqualTo(kept(scale, shelf.manifest(backup), gone));
    verifies(scale, certificates.getFirst());
    people.stream().limit(WITHDRAWN).forEach(one -> contact(one).expect(403));
    contact(living).expect(200);
    changed.stream().limit(3).forEach(n -> asOfTheBackup(scale, n));
    assertThat(search(WITHDRAWN + 2).get(0).path("id").asText()).isEqualTo(living);
    read(living).expect(200);
    read(restricted).expect(403);
    read(late).expect(404);
    dpo("dpo-1")
        .post(PEOPLE + held + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(409);
    dpo("dpo-1").get("/v1/grants/agent-7").expect(200);
    // the ledger goes on from its newest checkpoint, and what was sealed of the change is there
    stack.advance(Duration.ofMinutes(2));
    int number = changed.iterator().next();
    var one = crowd.people().get(number);
    var entries =
        scale.dpo().get("/v1/ledger/entries?subject=" + one).expect(200).body().path("items");
    assertThat(entries.findValuesAsText("action").stream().filter("WRITE"::equals))
        .as("as it was taken up, and changed")
        .hasSize(Crowd.records(number) + 1);
    assertThat(scale.dpo().get("/v1/ledger/checkpoint").expect(200).text())
        .contains(scale.tenant());
    Stack.employee(service("hr"), nationalId(91));
    // the keys that were opened on the way were loads of the product's, in whichever tables
    stack.advance(Duration.ofMinutes(6));
    watched();
    for (var dpo : List.of(dpo("dpo-1"), scale.dpo())) {
      assertThat(dpo.get("/v1/suspicions").expect(200).text()).doesNotContain("UNNOTED_DECRYPTION");
    }
  }

  /// So many numbers, each so far from the one before it, or twice as far where that one is taken.
  private static Set<Integer> numbers(int first, int count, int step, Set<Integer> taken) {
    return Stream.iterate(first, number -> number + step)
        .filter(number -> !taken.contains(number))
        .limit(count)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// As `employ`, by fewer calls.
  private void employAll(int count) {
    var newcomers = String.join(",", Collections.nCopies(count, "{'groups': ['EMPLOYEE']}"));
    service("hr")
        .post("/v1/subjects/batch", "{'items': [" + newcomers + "]}")
        .expect(200)
        .body()
        .path("items")
        .forEach(one -> people.add(one.path("id").asText()));
    records(
        "hr",
        "identity",
        n -> "'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '" + nationalId(n) + "'");
    people.forEach(one -> service("hr").post(consents(one), decision(true)).expect(201));
    records("newsletter", "contact", n -> "'email': '" + email(n) + "'");
    assertThat(people).hasSize(count);
  }

  private void records(String activity, String category, IntFunction<String> fields) {
    var items =
        IntStream.range(0, people.size())
            .mapToObj(n ->
                "{'subject': '%s', 'category': '%s', 'recordId': 'main', 'fields': {%s}}"
                    .formatted(people.get(n), category, fields.apply(n)))
            .collect(Collectors.joining(","));
    var answer = service(activity).post("/v1/records/batch", "{'items': [" + items + "]}");
    assertThat(answer.expect(200).body().path("succeeded").asInt()).isEqualTo(people.size());
  }

  /// By one call, which takes a hundred.
  private static void change(Scale scale, Set<Integer> numbers) {
    var items =
        numbers.stream()
            .map(n ->
                """
                {'subject': '%s', 'category': 'identity', 'recordId': 'main',
                 'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}
                """
                    .formatted(scale.crowd().people().get(n), nationalId(1000 + n)))
            .collect(Collectors.joining(","));
    var answer =
        scale.service().post("/v1/records/batch", "{'items': [" + items + "]}").expect(200);
    assertThat(answer.body().path("succeeded").asInt()).isEqualTo(numbers.size());
  }

  private static JsonNode erase(Scale scale, int number) {
    return scale
        .dpo()
        .post(
            PEOPLE + scale.crowd().people().get(number) + "/erasure",
            "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200)
        .body();
  }

  private static void reports(JsonNode restore, List<String> changed) {
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    var report = restore.path("report");
    assertThat(report.path("kept")).isEmpty();
    assertThat(report.at("/counts/erasure.done").asLong()).isEqualTo(ERASED);
    assertThat(report.at("/counts/withdrawal.done").asLong()).isEqualTo(WITHDRAWN);
    assertThat(report.at("/counts/hold.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/restriction.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/tampered").asLong()).isZero();
    assertThat(report.path("keyless")).isEmpty();
    assertThat(report.path("impossible")).isEmpty();
    assertThat(report.path("unreadable")).isEmpty();
    assertThat(report.path("changed").valueStream().map(JsonNode::asText)).containsAll(changed);
  }

  /// By id, and by what is known of the person.
  private static void gone(Scale scale, int number) {
    scale
        .service()
        .get(PEOPLE + scale.crowd().people().get(number) + "/records/identity/main")
        .expect(410);
    assertThat(found(scale.service(), Crowd.nationalId(number))).isEmpty();
  }

  /// The reference is nobody's any more.
  private static void forgotten(Scale scale, int number) {
    scale
        .service()
        .post(
            "/v1/subjects",
            "{'groups': ['EMPLOYEE'], 'externalRef': '%s'}".formatted(Crowd.reference(number)))
        .expect(201);
  }

  /// All persons whom a table's keys name.
  private Set<String> named(Scale scale, String table) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .scanPaginator(scan -> scan.tableName(table).projectionExpression("pk, sk"))
          .items()
          .stream()
          .map(item -> item.get("pk").s() + "#" + item.get("sk").s())
          .filter(key -> key.startsWith("T#" + scale.tenant() + "#"))
          .flatMap(key -> Arrays.stream(key.split("#")))
          .filter(part -> SubjectId.parse(part).isPresent())
          .collect(Collectors.toSet());
    }
  }

  /// Which records there are, each with its ciphertext.
  private Map<String, String> standing(Scale scale) {
    var records = new HashMap<String, String>();
    try (var dynamo = stack.dynamo()) {
      dynamo
          .scanPaginator(
              scan -> scan.tableName("emanet-records-2").projectionExpression("pk, sk, sealed"))
          .items()
          .stream()
          .filter(item -> isOfCrowd(scale, item.get("pk").s(), item.get("sk").s()))
          .forEach(item ->
              records.put(
                  item.get("pk").s(),
                  Base64.getEncoder().encodeToString(item.get("sealed").b().asByteArray())));
    }
    return records;
  }

  /// The same, of a backup, without those of some people.
  private Map<String, String> kept(Scale scale, JsonNode manifest, Set<String> without) {
    var records = new HashMap<String, String>();
    for (var item : shelf.items(manifest, "records")) {
      var pk = item.at("/pk/S").asText();
      if (isOfCrowd(scale, pk, item.at("/sk/S").asText())
          && !without.contains(pk.substring(pk.lastIndexOf('#') + 1))) {
        records.put(pk, item.at("/sealed/B").asText());
      }
    }
    return records;
  }

  private static boolean isOfCrowd(Scale scale, String pk, String sk) {
    return pk.startsWith("T#" + scale.tenant() + "#S#") && sk.equals("R#identity#main");
  }

  /// As it was given out, and by the public key alone.
  private void verifies(Scale scale, JsonNode certificate) {
    var path = "/v1/erasures/" + certificate.path("id").asText();
    assertThat(scale.dpo().get(path).expect(200).body()).isEqualTo(certificate);
    try (var kms = stack.kms()) {
      var key = kms.getPublicKey(get -> get.keyId("alias/emanet-certificates")).publicKey();
      var rsa =
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new X509EncodedKeySpec(key.asByteArray()));
      var text = certificate.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(new CertificateCheck(rsa).check(text).findings()).isEmpty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer contact(String person) {
    return service("newsletter").get(PEOPLE + person + "/records/contact/main");
  }

  private static void asOfTheBackup(Scale scale, int number) {
    var person = scale.crowd().people().get(number);
    var record = scale.service().get(PEOPLE + person + "/records/identity/main").expect(200);
    assertThat(record.body().at("/fields/firstName").asText()).isEqualTo("Ad" + number);
    var found = found(scale.service(), Crowd.nationalId(number));
    assertThat(found.get(0).path("id").asText()).isEqualTo(person);
    assertThat(found(scale.service(), nationalId(1000 + number))).as("as it was changed").isEmpty();
  }

  private void watched() {
    var task = JsonNodeFactory.instance.objectNode().put("task", "WATCH");
    stack.control("POST", "invoke/Watch", task).expect(200);
  }

  /// One byte of any kind of object, one object, one table, one signature: refused by its name.
  @Test
  void whatIsNotWholeAndOursIsRefusedByName() {
    employ(1);
    var id = shelf.make();
    generation(2);
    var forge = new Forge(stack, shelf, id);
    var unsigned = forge.manifest(m -> m.remove("signature"), false);
    refused(unsigned, "UNSIGNED");
    var shown = shelf.operator().get("/v1/backups/" + unsigned).expect(200);
    CONTRACT.check("GET /v1/backups/{backupId}", shown);
    assertThat(shown.body().path("flaw").asText()).as("so it is shown").isEqualTo("UNSIGNED");
    refused(forge.manifest(m -> m.put("at", "2026-01-01T00:00:00Z"), false), "FORGED");
    refused(forge.manifest(m -> m.put("format", "emanet-backup-v0"), true), "OTHER_FORMAT");
    refused(forge.manifest(m -> m.put("deployment", "other.example/ledger"), true), "FOREIGN");
    refused(
        forge.manifest(m -> ((ObjectNode) m.path("tables")).remove("keys"), true), "INCOMPLETE");
    refused("no-such-backup", "ABSENT");
    // its time is over, and nobody has cleared it away yet: beside living keys, too
    refused(forge.manifest(m -> over(m, "records"), true), "EXPIRED");
    refused(forge.manifest(m -> over(m, "register"), true), "EXPIRED");
    failed(forge.object("keys", content -> flipped(content, content.length / 2)), "DAMAGED");
    failed(forge.more("register"), "INCOMPLETE");
    everyObjectIsHashed(forge, id);
  }

  private static void over(ObjectNode manifest, String table) {
    ((ObjectNode) manifest.path("tables").path(table)).put("until", "2026-01-01T00:00:00Z");
  }

  /// A byte at the beginning, in the middle or at the end of any object; one too few; no object.
  private void everyObjectIsHashed(Forge forge, String backup) {
    try (var s3 = shelf.s3()) {
      var depot =
          new Depot(
              Stack.HOME,
              new S3Archive(() -> s3, Shelf.bucket("records")),
              new S3Archive(() -> s3, Shelf.bucket("keys")),
              new S3Objects(s3, Shelf.bucket("records")),
              () -> {
                throw new UnsupportedOperationException();
              });
      var verifying = new Verifying(new Depots(depot, Optional.empty()));
      var manifest = shelf.manifest(backup);
      for (var table : Life.TABLES) {
        var objects = Shelf.objects(manifest, table.label());
        assertThat(objects).isNotEmpty();
        for (var object : objects) {
          var content = shelf.content(table.label(), object);
          var laid = new Laid(verifying, forge, table, object);
          assertThat(laid.flaw(content)).isEmpty();
          for (int at : new int[] {0, content.length / 2, content.length - 1}) {
            assertThat(laid.flaw(flipped(content, at))).contains("DAMAGED " + laid.name());
          }
          assertThat(laid.flaw(Arrays.copyOf(content, content.length - 1)))
              .contains("TRUNCATED " + laid.name());
        }
      }
    }
  }

  /// Another content under an object's name and hash.
  private record Laid(Verifying verifying, Forge forge, Table table, JsonNode object) {
    String name() {
      return object.path("name").asText();
    }

    Optional<String> flaw(byte[] content) {
      var part =
          new Manifest.Part(
              name(),
              forge.put(table.label(), name(), content),
              object.path("bytes").asLong(),
              object.path("sha256").asText(),
              object.path("items").asLong());
      try {
        var _ = verifying.verify(new Verifying.Copied(table, part));
        return Optional.empty();
      } catch (BrokenBackup e) {
        return Optional.of(e.flaw() + " " + e.object());
      }
    }
  }

  private static byte[] flipped(byte[] content, int at) {
    var other = content.clone();
    other[at] ^= 1;
    return other;
  }

  private void refused(String backup, String flaw) {
    var answer = shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    assertThat(answer.problem()).isEqualTo("backup-unusable");
    assertThat(answer.body().path("flaw").asText()).isEqualTo(flaw);
  }

  private void failed(Forge.Forged forged, String flaw) {
    var restore = restored(forged.id());
    assertThat(restore.path("state").asText()).isEqualTo("FAILED");
    assertThat(restore.path("flaw").asText()).isEqualTo(flaw);
    assertThat(restore.path("object").asText()).isEqualTo(forged.object());
    assertThat(restore.at("/problem/type").asText()).isEqualTo("/problems/backup-unusable");
  }

  /// Stopped after any call, a restore and its promotion go on; meanwhile nobody sees half of it.
  @Test
  @Tag("long")
  void aStopAnywhereIsGoneOnFrom() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    int number = 2;
    for (int calls = 4; calls < 200; calls += 28) {
      generation(number++);
      var restore = begun(backup);
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      assertThat(ended(restore).path("state").asText()).isEqualTo("SUCCEEDED");
      approved(restore);
      stack.advance(Duration.ofMinutes(1));
      service("hr")
          .put(
              PEOPLE + people.get(1) + "/records/identity/main",
              "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                  .formatted(nationalId(1)))
          .expect(503);
      read(people.get(1)).expect(200);
      stack.advance(Duration.ofMinutes(2));
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      switched(restore);
      read(people.get(0)).expect(410);
      assertThat(search(0)).as("stopped after " + calls).isEmpty();
      assertThat(search(1)).hasSize(1);
      read(people.get(1)).expect(200);
    }
  }

  /// Only what is lost comes back: keys and ledger that are there are newer than any backup.
  @Test
  void aRestoreBesideLivingKeysLeavesThemAndFreezesOnlyWhatIsReplaced() {
    employ(3);
    loseKeys(people.get(2));
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    generation(2);
    owned("another", "2099-01-01T00:00:00Z");
    shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    owned("another", "2020-01-01T00:00:00Z"); // it was begun, and its call broke off
    var first = begun(backup);
    owned("another", "2020-01-01T00:00:00Z");
    assertThat(ended(first).at("/problem/type").asText())
        .as("into tables of another")
        .isEqualTo("/problems/generation");
    var id = begun(backup);
    noteMany(id);
    assertThat(ended(id).path("state").asText()).isEqualTo("SUCCEEDED");
    var restore = shown(id);
    assertThat(restore.at("/report/kept").toString())
        .isEqualTo("[\"fragments\",\"keys\",\"ledger\"]");
    assertThat(texts(restore, "keyless")).containsExactly(tenant + "/" + people.get(2));
    assertThat(restore.at("/report/counts/keyless").asLong())
        .as("a card and two records")
        .isEqualTo(3);
    wholeOfWhatIsCut(restore);
    change(people.get(1));
    promoted(id);
    var promotion = shown(id).at("/promotion/report");
    assertThat(texts(promotion.path("changed")))
        .as("after the report was written, and lost as well")
        .containsExactly(tenant + "/" + people.get(1));
    assertThat(promotion.at("/totals/changed").asLong()).isEqualTo(1);
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    read(people.get(1)).expect(200);
  }

  private void change(String person) {
    service("hr")
        .put(
            PEOPLE + person + "/records/identity/main",
            "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                .formatted(nationalId(1)))
        .expect(200);
  }

  /// As if so many had been changed after the backup.
  private void noteMany(String restore) {
    try (var dynamo = stack.dynamo()) {
      for (int from = 0; from < MANY; from += 25) {
        var puts =
            IntStream.range(from, Math.min(MANY, from + 25))
                .mapToObj(n ->
                    Map.of(
                        "pk", AttributeValue.fromS("T#platform#RS#" + restore),
                        "sk", AttributeValue.fromS("CHANGED#%s/p%05d".formatted(tenant, n)),
                        "at", AttributeValue.fromN("1")))
                .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        dynamo.batchWriteItem(write -> write.requestItems(Map.of("emanet-register-1", puts)));
      }
    }
  }

  /// A list that is too long says how many there are, and where all of them lie.
  private void wholeOfWhatIsCut(JsonNode restore) {
    var report = restore.path("report");
    assertThat(report.path("changed")).hasSize(1000);
    int total = report.at("/totals/changed").asInt();
    assertThat(total).as("and who was changed in the backup's second").isBetween(MANY, MANY + 3);
    assertThat(report.at("/totals/keyless").asLong()).isEqualTo(1);
    assertThat(report.path("whole").propertyStream().map(Map.Entry::getKey))
        .containsOnly("changed");
    var whole = new TreeSet<String>();
    try (var s3 = shelf.s3()) {
      for (var name : texts(report.at("/whole/changed"))) {
        var object =
            s3.getObjectAsBytes(get -> get.bucket(Shelf.bucket("records")).key(name))
                .asString(StandardCharsets.UTF_8);
        whole.addAll(texts(Stack.json(object).path("changed")));
      }
    }
    assertThat(whole).hasSize(total).contains("%s/p%05d".formatted(tenant, MANY - 1));
  }

  /// Where it cannot be read who was erased, nobody is shown, and the report says which record it
  /// is.
  @Test
  void anErasureThatCannotBeReadIsNamedAndKeepsAllBack() {
    employ(1);
    var backup = shelf.make();
    var erasure =
        dpo("dpo-1")
            .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
            .expect(200)
            .body()
            .path("id")
            .asText();
    stack.advance(Duration.ofMinutes(1));
    lay(tenant + "/erasures/" + erasure, "{}".getBytes(StandardCharsets.UTF_8));
    generation(2);
    var id = restored(backup).path("id").asText();
    var restore = shown(id);
    assertThat(texts(restore, "unreadable")).containsExactly(tenant + "/ERASURE/" + erasure);
    assertThat(restore.at("/report/totals/unreadable").asLong()).isEqualTo(1);
    assertThat(restore.at("/report/totals/impossible").asLong()).isZero();
    var refused = shelf.operator().post("/v1/restores/" + id + "/promotion", "{}").expect(409);
    assertThat(refused.problem()).isEqualTo("restore-state");
  }

  /// One tenant's KMS key is disabled when everything is lost: everybody else comes back at once,
  /// and that one when it opens again, without whom it had erased.
  @Test
  void aTenantWhoseKeyIsClosedIsPassedOverAndFollows() {
    var theirs = Stack.tenantName();
    open(theirs);
    employ(1);
    var erased = Stack.employee(service(theirs, "hr"), nationalId(1));
    var living = Stack.employee(service(theirs, "hr"), nationalId(2));
    var own = ownKey(theirs);
    var backup = shelf.make();
    stack
        .as(stack.strongToken(theirs, "dpo-1", "dpo"))
        .post(PEOPLE + erased + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    stack.advance(Duration.ofMinutes(1));
    loseAllTables();
    generation(2);
    try (var kms = stack.kms()) {
      kms.disableKey(key -> key.keyId(own));
      var id = restored(backup).path("id").asText();
      var restore = shown(id);
      assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
      assertThat(texts(restore, "closed")).containsExactly(theirs);
      assertThat(restore.at("/report/counts/opened").asLong()).isEqualTo(2);
      promoted(id);
      assertThat(texts(shown(id).at("/promotion/report/closed"))).containsExactly(theirs);
      read(people.getFirst()).expect(200);
      // that drills cannot be looked after keeps nobody shut
      stack.fault("T#platform#DR\"", "dynamodb", "GetItem", "AccessDeniedException");
      kms.enableKey(key -> key.keyId(own));
      var service = service(theirs, "hr");
      service.get(PEOPLE + erased + "/records/identity/main").expect(503);
      stack.advance(Duration.ofMinutes(1));
      stack.advance(Duration.ofMinutes(1));
      stack.clearFaults("T#platform#DR\"");
      service.get(PEOPLE + erased + "/records/identity/main").expect(410);
      service.get(PEOPLE + living + "/records/identity/main").expect(200);
      assertThat(found(service, nationalId(1))).isEmpty();
      assertThat(found(service, nationalId(2)).get(0).path("id").asText()).isEqualTo(living);
    }
  }
}
