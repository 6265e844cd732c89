package emanet.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.benchmarks.House;
import emanet.benchmarks.Operator;
import emanet.benchmarks.Place;
import emanet.benchmarks.flow.Child;
import emanet.benchmarks.flow.Load;
import emanet.benchmarks.flow.Requests;
import emanet.benchmarks.report.Cpu;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.local.client.Api;
import emanet.local.provision.Provisioning;
import emanet.store.DynamoStore;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Gatherers;

/// One tenant of so many people, in an edge and a product of their own; and what is asked of them.
///
/// People and their records are taken up through the API in batches, so that all that the product
/// keeps with them is there. Entries of a thief, one a person, are appended by the product's own
/// ledger in batch writes.
final class Crowd implements AutoCloseable {
  private static final String THIEF = "agent-7";
  private static final String VISITS = "visits";
  private static final int WRITERS = 4;
  private static final int BATCH = 100;

  /// So many backups warm what makes them, and of so many the median counts: a backup of few people
  /// is nearly all what it costs without any, which differs by more than they cost.
  private static final int WARMING = 4;

  private static final int BACKUPS = 5;

  /// None is begun later: those that take so long are of enough people.
  private static final Duration REPEATING = Duration.ofMinutes(2);

  /// A shard of a backup looks no sooner whether the export is done; to ask costs something, which
  /// in the quick form is less than the waiting.
  private static final Duration RESTING = Duration.ofSeconds(10);

  private static final Duration QUICK_RESTING = Duration.ofSeconds(1);

  /// One in so many has something that is due to go.
  private static final int DUE_OF = 20;

  private static final List<String> FUNCTIONS = Child.functions("-Xmx768m");

  /// It keeps all tables, all buckets and pictures of the tables in memory.
  private static final List<String> EDGE = List.of("-XX:+UseParallelGC", "-Xmx8g");

  private final boolean quick;
  private final Child edge;
  private final Child product;
  private final House house;
  private final Api service;
  private final Load load = new Load();
  private final List<String> people = new ArrayList<>();

  Crowd(boolean quick) throws IOException {
    this.quick = quick;
    edge = Child.edge(quick, EDGE);
    House.provision(edge.url());
    product = Child.gateway(FUNCTIONS, Place.home().resolve("template.yaml"), edge.url());
    house = House.over(edge.url(), product.url());
    service = house.as(House.TENANT, "platform-1", "service");
  }

  /// What a measured piece of work cost.
  ///
  /// @param items that it was of
  /// @param cpuMillis of the product's process, user and kernel
  record Cost(long items, double cpuMillis, double seconds) {
    /// CPU of an item of what `larger` has more of.
    double further(Cost larger) {
      return (larger.cpuMillis - cpuMillis) / (larger.items - items);
    }

    double each() {
      return cpuMillis / items;
    }
  }

  /// Work, and how many items it was of.
  @FunctionalInterface
  private interface Work {
    long done() throws IOException, InterruptedException;
  }

  private Cost measured(Work work) throws IOException, InterruptedException {
    double before = Cpu.millis(product.process());
    long began = System.nanoTime();
    long items = work.done();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Cost(items, Cpu.millis(product.process()) - before, seconds);
  }

  /// Takes people up, each with a record of ten fields; one in twenty with a record, too, that
  /// should have gone long ago.
  Cost populate(int count) throws IOException, InterruptedException {
    return measured(() -> {
      var batches = new ArrayList<Callable<List<String>>>();
      for (int from = 0; from < count; from += BATCH) {
        int first = from;
        batches.add(() -> newcomers(first, Math.min(BATCH, count - first)));
      }
      try (var writers = Executors.newFixedThreadPool(WRITERS)) {
        for (var batch : writers.invokeAll(batches)) {
          people.addAll(batch.get());
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
      visited(count / DUE_OF);
      return people.size();
    });
  }

  private List<String> newcomers(int first, int count) {
    var group = Collections.nCopies(count, "{\"groups\":[\"EMPLOYEE\"]}");
    var ids =
        batch(House.ACTIVITY, "/v1/subjects/batch", group)
            .path("items")
            .valueStream()
            .map(item -> item.path("id").asText())
            .toList();
    var records = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      records.add(
          "{\"subject\":\"%s\",\"category\":\"file\",\"recordId\":\"main\",%s"
              .formatted(ids.get(i), House.body(i, nationalId(first + i)).substring(1)));
    }
    var _ = batch(House.ACTIVITY, "/v1/records/batch", records);
    return ids;
  }

  private JsonNode batch(String activity, String path, List<String> items) {
    var call =
        service
            .call("POST", path)
            .with("Emanet-Activity", activity)
            .with(utf8("{\"items\":[" + String.join(",", items) + "]}"));
    var answer = service.persist(call);
    if (!answer.succeeded() || !answer.json().path("failed").isEmpty()) {
      throw new IllegalStateException(answer.summary());
    }
    return answer.json();
  }

  /// A number that passes the rule, another one for each `i`.
  private static String nationalId(int i) {
    var digits = Integer.toString(200_000_000 + i);
    int odd = 0;
    int even = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = digits.charAt(at) - '0';
      odd += at % 2 == 0 ? digit : 0;
      even += at % 2 == 0 ? 0 : digit;
    }
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return digits + tenth + (odd + even + tenth) % 10;
  }

  private void visited(int count) {
    try (var officer = officer()) {
      var _ =
          officer.sent(
              "PUT",
              "/v1/activities/" + VISITS,
              """
              {"title":{"tr":"Ziyaret","en":"Visits"},"role":"CONTROLLER",
               "purposes":["Fiziksel mekan güvenliğinin temini"],"subjectGroups":["EMPLOYEE"],
               "legalBasis":"CONTRACT","categories":[{"category":"file","fields":["note"]}],
               "roles":["service"],"recipients":[],
               "retention":{"period":"P1Y","from":"EVENT_DATE"},"disposal":"ERASE"}
              """);
    }
    people.subList(0, count).stream()
        .map(
            """
            {"subject":"%s","category":"file","recordId":"visit",
             "eventDate":"2015-03-02","fields":{"note":"kapı 3"}}
            """
                ::formatted)
        .gather(Gatherers.windowFixed(BATCH))
        .forEach(window -> batch(VISITS, "/v1/records/batch", window));
  }

  private Operator officer() {
    return new Operator(house, house.as(House.TENANT, "dpo-1", "dpo"));
  }

  /// Calls of the API by so many clients at once; milliseconds, latencies of an open loop.
  record Calls(
      String name, double cpuMillis, double lowest, double highest, double p50, double p95) {}

  List<Calls> calls() throws IOException, InterruptedException {
    var requests = new Requests(product.url(), product.url(), house.token(), people);
    return List.of(
        calls("read", requests.read()),
        calls("write", requests.write()),
        calls("search", requests.search(Crowd::numbered)));
  }

  /// What finds the person of that number.
  private static String numbered(int number) {
    return "{\"category\":\"file\",\"field\":\"nationalId\",\"value\":\"%s\"}"
        .formatted(nationalId(number));
  }

  private Calls calls(String name, IntFunction<HttpRequest> requests)
      throws IOException, InterruptedException {
    var slice = Duration.ofMillis(quick ? 500 : 2_000);
    var _ = load.closed(requests, WRITERS, slice);
    var each = new ArrayList<Double>();
    double rate = 0;
    for (int i = 0; i < (quick ? 2 : 5); i++) {
      double before = Cpu.millis(product.process());
      var outcome = load.closed(requests, WRITERS, slice);
      each.add((Cpu.millis(product.process()) - before) / outcome.served());
      rate = outcome.served() / outcome.seconds();
    }
    Collections.sort(each);
    var open = load.open(requests, WRITERS, rate / 2, slice);
    return new Calls(
        name,
        each.get(each.size() / 2),
        each.getFirst(),
        each.getLast(),
        open.getValueAtPercentile(50) / 1e3,
        open.getValueAtPercentile(95) / 1e3);
  }

  /// One run of the sealer over what was entered so far; it takes 45 s at most.
  Cost seal() throws IOException, InterruptedException {
    try (var operator = new Operator(house)) {
      return measured(
          () -> json(operator.invoke("Seal", "{\"task\":\"ROUNDS\"}")).path("sealed").asLong());
    }
  }

  /// The scope of a breach in which everybody was read by a thief.
  Cost scope() throws IOException, InterruptedException {
    var from = Instant.now();
    steal();
    var until = Instant.now().plusSeconds(1);
    try (var officer = officer()) {
      var breach =
          officer.started(
              "/v1/breaches",
              """
              {"origin":"OWN","learnedAt":"%s","source":"SOCIAL_ENGINEERING",
               "effects":["CONFIDENTIALITY"],"description":"measured",
               "suspects":{"actors":["%s"],"from":"%s","to":"%s"}}
              """
                  .formatted(from, THIEF, from, until));
      var path = "/v1/breaches/" + breach + "/scope";
      return measured(() -> {
        var begun = officer.sent("POST", path, "{}");
        var scope =
            begun.path("state").asText().equals("SUCCEEDED")
                ? begun
                : officer.ended(path, "Worker", "{}");
        return all(scope.path("subjects").asLong(), people.size(), scope);
      });
    }
  }

  private void steal() {
    try (var client = House.dynamo(edge.url())) {
      var ids = new Ids(Randomness.system(), InstantSource.system());
      var ledger = new Ledger(new DynamoStore(client, InstantSource.system()), ids);
      people.stream()
          .map(Crowd::theft)
          .gather(Gatherers.windowFixed(BATCH))
          .forEach(window -> ledger.intents(new TenantId(House.TENANT), window));
    }
  }

  private static Intent theft(String person) {
    var thief =
        new Caller(
            new TenantId(House.TENANT),
            new ActorId(THIEF),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            Instant.MAX,
            "request-0123456789");
    return Intent.of(thief, Action.READ)
        .about(new SubjectId(person))
        .in(new CategoryCode("file"))
        .at(new RecordId("main"));
  }

  /// What is made of a backup of all tables.
  record Backup(String id, Cost cost) {}

  /// Before there is anybody.
  void warmBackups() throws IOException, InterruptedException {
    for (int i = 0; i < (quick ? 0 : WARMING); i++) {
      var _ = oneBackup();
    }
  }

  /// The last of some; its cost is their median.
  Backup backup() throws IOException, InterruptedException {
    var made = new ArrayList<Backup>();
    long begun = System.nanoTime();
    do {
      made.add(oneBackup());
    } while (made.size() < (quick ? 1 : BACKUPS)
        && System.nanoTime() - begun < REPEATING.toNanos());
    var costs =
        made.stream()
            .map(Backup::cost)
            .sorted(Comparator.comparingDouble(Cost::cpuMillis))
            .toList();
    return new Backup(made.getLast().id(), costs.get((costs.size() - 1) / 2));
  }

  private Backup oneBackup() throws IOException, InterruptedException {
    try (var operator = new Operator(house)) {
      var id = new String[1];
      var cost =
          measured(() -> {
            id[0] = operator.started("/v1/backups", "{}");
            var path = "/v1/backups/" + id[0];
            var rests = quick ? QUICK_RESTING : RESTING;
            var _ = operator.ended(path, "Continuity", "{\"task\":\"WORK\"}", rests);
            return people.size();
          });
      return new Backup(id[0], cost);
    }
  }

  /// Into empty tables, beside living keys, as after a mistaken change.
  Cost restore(Backup backup) throws IOException, InterruptedException {
    Provisioning.generation(Place.home().resolve("infrastructure"), edge.url(), House.REGION, 2);
    try (var operator = new Operator(house)) {
      return measured(() -> {
        var id = operator.started("/v1/restores", "{\"backup\":\"" + backup.id() + "\"}");
        var _ = operator.ended("/v1/restores/" + id, "Restore", "{\"task\":\"WORK\"}");
        return people.size();
      });
    }
  }

  /// A run of retention: records that are due go.
  Cost retain() throws IOException, InterruptedException {
    try (var officer = officer()) {
      return measured(() -> {
        var run = officer.sent("POST", "/v1/retention/runs", "{}");
        var path = "/v1/retention/runs/" + run.path("id").asText();
        var ended = officer.ended(path, "Worker", "{}");
        long due = people.size() / DUE_OF;
        return all(ended.at("/progress/counts/deleted").asLong(), due, ended);
      });
    }
  }

  /// Work that left some out would be measured as quick.
  private static long all(long done, long expected, JsonNode said) {
    if (done != expected) {
      throw new IllegalStateException(done + " of " + expected + " were worked on: " + said);
    }
    return done;
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    load.close();
    house.close();
    product.close();
    edge.close();
  }
}
