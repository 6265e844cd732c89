package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.local.provision.Provisioning;
import emanet.store.Archive;
import emanet.store.DynamoRecovery;
import emanet.store.S3Archive;
import emanet.store.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Backups, as they are made and as they lie there. A stack of its own: clocks move, and all calls
/// are stopped.
class BackupTest {
  private static final List<String> TABLES =
      List.of("records", "register", "keys", "ledger", "fragments");

  private static Stack stack;
  private static Shelf shelf;

  private final String tenant = Stack.tenantName();

  @BeforeAll
  static void start() {
    stack = Stack.only(Set.of("Continuity"), Stack.HOME);
    shelf = new Shelf(stack);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @AfterEach
  void goOn() {
    var _ = stack.goOn();
  }

  private void open() {
    stack.open(tenant);
    stack
        .as(stack.strongToken(tenant, "dpo-1", "dpo"))
        .put(
            "/v1/activities/hr",
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER',
             'purposes': ['Personel işleri'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'CONTRACT', 'categories': [{'category': 'identity'}],
             'roles': ['service'], 'recipients': [], 'disposal': 'ERASE',
             'retention': {'period': 'P10Y', 'from': 'RELATIONSHIP_END'}}
            """)
        .expect(201);
  }

  private String employee() {
    var service = stack.as(stack.token(tenant, "platform-1", "service")).activity("hr");
    return Stack.employee(service, "10000000146");
  }

  private static String pk(JsonNode item) {
    return item.path("pk").path("S").asText();
  }

  private Set<String> of(JsonNode manifest, String table, String letter) {
    var prefix = "T#" + tenant + "#" + letter + "#";
    return shelf.items(manifest, table).stream()
        .map(BackupTest::pk)
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  /// Under writes: what was acknowledged before is in it, and who has a record in it has a key.
  @Test
  void isOfOneMomentThoughEverybodyWrites() throws InterruptedException {
    open();
    var known = new ConcurrentLinkedQueue<String>();
    var writing = new AtomicBoolean(true);
    var writer =
        Thread.ofVirtual()
            .start(() -> {
              while (writing.get()) {
                known.add(employee());
              }
            });
    while (known.size() < 3) {
      Thread.sleep(10);
    }
    var before = List.copyOf(known);
    var id = shelf.make();
    writing.set(false);
    writer.join();

    var manifest = shelf.manifest(id);
    var people = of(manifest, "records", "S");
    assertThat(people).containsAll(before);
    assertThat(of(manifest, "keys", "P")).containsAll(people);
    assertThat(shelf.items(manifest, "ledger")).isNotEmpty();
    assertThat(manifest.path("tables").has("lookups")).isFalse();
    for (var table : TABLES) {
      for (var object : Shelf.objects(manifest, table)) {
        var content = shelf.content(table, object);
        assertThat(Shelf.sha256(content)).isEqualTo(object.path("sha256").asText());
        assertThat(content).hasSize(object.path("bytes").asInt());
        assertThat(object.path("name").asText().contains("/keys/")).isEqualTo(table.equals("keys"));
      }
      assertThat(shelf.items(manifest, table))
          .hasSize(manifest.at("/tables/" + table + "/items").asInt());
      assertThat(Shelf.objects(manifest, table))
          .filteredOn(object -> object.path("name").asText().endsWith("/manifest-summary.json"))
          .extracting(object ->
              Stack.json(new String(shelf.content(table, object), StandardCharsets.UTF_8))
                  .path("s3SseAlgorithm")
                  .asText())
          .as("sealed with a key of the account's")
          .containsExactly("KMS");
    }
    assertThat(shelf.operator().get("/v1/backups").expect(200).body().at("/items/0/id").asText())
        .isEqualTo(id);
  }

  /// Each copy is locked for as long as it lives, and no longer; then it goes by itself.
  @Test
  void livesAsLongAsItMayAndNoLonger() {
    open();
    var id = shelf.make();
    var manifest = shelf.manifest(id);
    var at = Instant.parse(manifest.path("at").asText());
    for (var table : TABLES) {
      var days = Set.of("keys", "fragments").contains(table) ? 7 : 35;
      for (var object : Shelf.objects(manifest, table)) {
        assertThat(locked(table, object)).isEqualTo(at.plus(Duration.ofDays(days)));
        assertThatThrownBy(() -> destroy(table, object))
            .isInstanceOfSatisfying(
                S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      }
    }
    var locked =
        of("locked", "20260101T000000Z", Optional.of(Instant.parse("2036-01-01T00:00:00Z")));
    var hidden = of("hidden", "20260102T000000Z", Optional.empty());
    var odd = of("odd", "0", Optional.of(Instant.parse("2036-01-01T00:00:00Z")));
    stack.advance(Duration.ofDays(7));
    assertThat(versions("keys", locked)).as("locked for longer").isEqualTo(1);
    assertThat(versions("keys", hidden)).as("under a marker, behind it").isZero();
    assertThat(versions("keys", odd)).as("none of ours, before all").isEqualTo(1);
    assertThat(exists("keys", manifest)).isFalse();
    assertThat(exists("fragments", manifest)).isFalse();
    assertThat(exists("records", manifest)).isTrue();
    assertThat(watch()).as("the days' own backups").isTrue();
  }

  private boolean exists(String table, JsonNode manifest) {
    var object = Shelf.objects(manifest, table).getFirst();
    return versions(table, object.path("name").asText()) > 0;
  }

  private static int versions(String table, String name) {
    try (var s3 = shelf.s3()) {
      return s3.listObjectVersions(list -> list.bucket(Shelf.bucket(table)).prefix(name))
          .versions()
          .size();
    }
  }

  /// Lays a copy of keys there, as of another moment.
  ///
  /// @param until until when it is locked; where it is not, a deletion marker lies over it
  private static String of(String backup, String stamp, Optional<Instant> until) {
    var name = "keys/" + stamp + "/" + backup + "/keys/data.json.gz";
    try (var s3 = shelf.s3()) {
      s3.putObject(
          put -> {
            put.bucket(Shelf.bucket("keys")).key(name);
            until.ifPresent(moment ->
                put.objectLockMode(ObjectLockMode.COMPLIANCE).objectLockRetainUntilDate(moment));
          },
          RequestBody.fromString(backup));
      if (until.isEmpty()) {
        s3.deleteObject(delete -> delete.bucket(Shelf.bucket("keys")).key(name));
      }
    }
    return name;
  }

  /// Whatever could bring a key back counts: what a deletion marker hides, and what lies in tables
  /// of other generations.
  @Test
  void noCopyOfAKeyIsOverlooked() {
    var probe = "probe-" + tenant + "/";
    var archive = new S3Archive(shelf::s3, Shelf.bucket("keys"));
    try (var s3 = shelf.s3();
        var dynamo = stack.dynamo()) {
      for (var name : List.of("1", "2")) {
        s3.putObject(
            put -> put.bucket(archive.bucket()).key(probe + name), RequestBody.fromString(name));
      }
      s3.deleteObject(delete -> delete.bucket(archive.bucket()).key(probe + "1"));
      assertThat(archive.versions(probe, 1))
          .extracting(Archive.Stored::name)
          .containsExactly(probe + "1");

      var tables = new DynamoRecovery(dynamo, InstantSource.system());
      Provisioning.generation(Stack.ROOT.resolve("infrastructure"), stack.aws(), Stack.HOME, 2);
      assertThat(tables.earliest(Table.KEYS)).as("made ready, and empty").isEmpty();
      var key = Map.of("pk", AttributeValue.fromS("T#x#P#y"), "sk", AttributeValue.fromS("P"));
      dynamo.putItem(put -> put.tableName("emanet-keys-2").item(key));
      assertThat(tables.earliest(Table.KEYS)).contains(Instant.EPOCH);
    }
  }

  private static Instant locked(String table, JsonNode object) {
    try (var s3 = shelf.s3()) {
      return s3.getObjectRetention(get ->
              get.bucket(Shelf.bucket(table))
                  .key(object.path("name").asText())
                  .versionId(object.path("version").asText()))
          .retention()
          .retainUntilDate();
    }
  }

  private static void destroy(String table, JsonNode object) {
    try (var s3 = shelf.s3()) {
      s3.deleteObject(delete ->
          delete
              .bucket(Shelf.bucket(table))
              .key(object.path("name").asText())
              .versionId(object.path("version").asText()));
    }
  }

  /// Where neither the slot nor a retry of it came to anything, another is made before anybody is
  /// woken.
  @Test
  void theDaysThatCameToNothingIsMadeUpFor() {
    var _ = shelf.make();
    assertThat(watch()).isTrue();
    var moments = "emanet-fragments";
    stack.fault(moments, "dynamodb", "DescribeContinuousBackups", "LimitExceededException");
    stack.advance(Duration.ofHours(25));
    assertThat(newest().path("state").asText()).as("the slot's").isEqualTo("SUCCEEDED");
    stack.clearFaults(moments);
    assertThat(watch()).as("within the 26 hours").isTrue();
    var again = newest().path("id").asText();
    assertThat(again).startsWith("again-");
    assertThat(watch()).isTrue();
    assertThat(newest().path("id").asText()).as("one is enough").isEqualTo(again);
    ended(again);
  }

  private static JsonNode newest() {
    return shelf
        .operator()
        .get("/v1/backups")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .max(Comparator.comparing(one -> Instant.parse(one.path("at").asText())))
        .orElseThrow();
  }

  private static void ended(String backup) {
    for (int i = 0; i < 20 && !shelf.read(backup).has("tables"); i++) {
      stack.advance(Duration.ofMinutes(1));
    }
    assertThat(shelf.read(backup).path("state").asText()).isEqualTo("SUCCEEDED");
  }

  private static boolean watch() {
    var task = JsonNodeFactory.instance.objectNode().put("task", "WATCH");
    return stack
        .control("POST", "invoke/Continuity", task)
        .expect(200)
        .body()
        .path("young")
        .asBoolean();
  }

  /// Tables that were not in use yet at its moment, and such as were left meanwhile, make none.
  @Test
  void isOfOneGeneration() {
    inUseSince("2099-01-01T00:00:00Z");
    shelf.operator().post("/v1/backups", "{}").expect(503);
    inUseSince("2020-01-01T00:00:00Z");
    var id = shelf.operator().post("/v1/backups", "{}").expect(202).body().path("id").asText();
    inUseSince("2099-01-01T00:00:00Z");
    stack.advance(Duration.ofMinutes(1));
    inUseSince("2020-01-01T00:00:00Z");
    assertThat(shelf.read(id).at("/problem/type").asText()).isEqualTo("/problems/generation");
  }

  private static void inUseSince(String at) {
    var key =
        Map.of("pk", AttributeValue.fromS("platform"), "sk", AttributeValue.fromS("DEPLOYMENT"));
    var moment = AttributeValue.fromN(Long.toString(Instant.parse(at).toEpochMilli()));
    try (var dynamo = stack.dynamo()) {
      dynamo.updateItem(update ->
          update
              .tableName("emanet-deployment")
              .key(key)
              .updateExpression("SET since = :since")
              .expressionAttributeValues(Map.of(":since", moment)));
    }
  }

  /// Where none is made for 26 hours, or the newest is none of ours, there is an alarm.
  @Test
  @Tag("long")
  void aBackupThatIsNotMadeIsMissed() {
    var _ = shelf.make();
    stack.advance(Duration.ofHours(25));
    assertThat(watch()).isTrue();
    stack.fault("ExportFormat", "dynamodb", "ExportTableToPointInTime", "AccessDeniedException");
    stack.advance(Duration.ofHours(50));
    assertThat(watch()).isFalse();
    var failed = shelf.operator().get("/v1/backups").expect(200).body().at("/items/0");
    assertThat(failed.path("state").asText()).isIn("RUNNING", "FAILED");
    stack.clearFaults("ExportFormat");
    var id = shelf.make();
    assertThat(watch()).isTrue();
    stack.advance(Duration.ofMinutes(1));
    var name = shelf.manifestName(id);
    try (var s3 = shelf.s3()) {
      s3.putObject(
          put -> put.bucket(Shelf.bucket("records")).key(name),
          RequestBody.fromString("{\"format\":\"?\"}"));
    }
    assertThat(shelf.read(id).has("tables")).as("none of ours").isFalse();
  }

  /// Stopped after any call, the next run goes on, and there is one backup.
  @Test
  @Tag("long")
  void aStopAnywhereIsGoneOnFrom() {
    open();
    var _ = employee();
    for (int calls = 3; calls < 200; calls += 24) {
      var id = shelf.operator().post("/v1/backups", "{}").expect(202).body().path("id").asText();
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(2));
      boolean stopped = stack.goOn();
      for (int i = 0; i < 30 && !shelf.read(id).has("tables"); i++) {
        stack.advance(Duration.ofMinutes(2));
      }
      var manifest = shelf.manifest(id);
      for (var table : TABLES) {
        var items = shelf.items(manifest, table).size();
        assertThat(items)
            .as(table + " stopped after " + calls)
            .isEqualTo(manifest.at("/tables/" + table + "/items").asInt());
      }
      if (!stopped) {
        return;
      }
    }
  }
}
