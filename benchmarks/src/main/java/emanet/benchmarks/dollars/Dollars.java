package emanet.benchmarks.dollars;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.benchmarks.House;
import emanet.benchmarks.Operator;
import emanet.benchmarks.Place;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Table;
import emanet.local.client.Api;
import emanet.local.client.Call;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import emanet.local.provision.Provisioning;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Dollars for a million calls, a million people kept, a backup of them and a restore: what is
/// counted here times list prices, beside the same with a KMS call a record and beside a handler
/// that keeps plain JSON by one call.
///
/// How long functions run in the cloud cannot be counted here: a stage of calls is taken to last as
/// long as a write that two Regions agree on, and the function has 1,769 MB.
public final class Dollars implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path INFRASTRUCTURE = Place.home().resolve("infrastructure");
  private static final double MILLION = 1e6;
  private static final double GIGA = 1e9;
  private static final double FUNCTION_GIGABYTES = 1769 / 1024.0;
  private static final double STAGE_MILLIS = 15;
  private static final int REGIONS = 2;
  private static final int WARM = 20;

  private final Edge edge;
  private final Meter meter;
  private final Gateway gateway;
  private final House house;
  private final Api api;
  private final Prices prices;
  private final List<String> people;
  private final int calls;
  private int keys;

  private Dollars(boolean quick) throws IOException, InterruptedException {
    prices = Prices.read();
    calls = quick ? 30 : 500;
    edge = Edge.start(EdgeOptions.idle());
    House.provision(edge.url());
    meter = new Meter(edge.url());
    var template = Place.home().resolve("template.yaml");
    gateway =
        Gateway.start(
            GatewayOptions.within(List.of(House.REGION), template, edge.url(), House.REGION, 0)
                .on(meter.url()));
    house = House.over(edge.url(), gateway.url());
    api = house.as(House.TENANT, "platform-1", "service");
    people = house.people(quick ? 100 : 1000);
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    try (var dollars = new Dollars(quick)) {
      dollars.sealing(out);
      dollars.keeping(out);
      dollars.requireAllCounted();
    }
    return true;
  }

  /// One kind of call.
  ///
  /// @param stages of calls that wait for each other
  /// @param plain units of a handler that keeps plain JSON by one call
  private record Kind(String name, int stages, IntFunction<Call> call, Usage plain) {}

  private List<Kind> kinds() {
    var oneRead = Usage.reads(1);
    var oneWrite = Usage.writes(1);
    return List.of(
        new Kind("read", 1, n -> record("GET", n), oneRead),
        new Kind(
            "write, with an Idempotency-Key",
            4,
            n -> written(n).with("Idempotency-Key", "k-" + keys++),
            oneWrite),
        new Kind("write, without", 4, this::written, oneWrite),
        new Kind("search", 3, this::search, oneRead));
  }

  private void calls(Path out) throws IOException {
    var table =
        new Table(
                "dollars-calls",
                "a million calls",
                "read units",
                "write units",
                "KMS calls",
                "items deleted later",
                "$",
                "$ with a KMS call a record",
                "$ plain JSON, one call, no ledger")
            .method(
                "Units that DynamoDB said were consumed and calls of KMS, counted over %d calls of each"
                        .formatted(calls)
                    + " kind, times list prices; counted, so without a spread.");
    var bars = new Bars("$ a million calls, two Regions", false);
    for (var kind : kinds()) {
      warm(kind);
      long kept = expiring();
      var used = used(kind).times(1.0 / calls);
      double later = (expiring() - kept) / (double) calls;
      used = used.plus(Usage.writes(later));
      double own = MILLION * dollars(kind.stages(), used);
      double perRecord = MILLION * dollars(kind.stages() + 1, used.plus(Usage.callOfKms()));
      double plain = MILLION * dollars(1, kind.plain());
      table.row(
          kind.name(),
          used.reads(),
          used.writes() - later,
          used.kms(),
          later,
          own,
          perRecord,
          plain);
      bars.bar(kind.name(), own, true);
      bars.bar(kind.name() + ", a KMS call a record", perRecord, false);
      bars.bar(kind.name() + ", plain JSON, no ledger", plain, false);
    }
    System.out.println(table);
    table.write(out);
    bars.write(out, "dollars");
  }

  private double dollars(int stages, Usage usage) {
    return prices.call(FUNCTION_GIGABYTES, stages * STAGE_MILLIS) + prices.of(usage, REGIONS);
  }

  private void warm(Kind kind) {
    for (int n = 0; n < WARM; n++) {
      send(kind.call().apply(n));
    }
  }

  /// Items that are deleted by themselves after a while: the personal part of entries, and claims
  /// of keys with what was answered.
  private long expiring() {
    try (var client = House.dynamo(edge.url())) {
      return Stream.of("emanet-fragments-1", "emanet-register-1")
          .mapToLong(name -> client.describeTable(d -> d.tableName(name)).table().itemCount())
          .sum();
    }
  }

  /// What so many of them use, warm.
  private Usage used(Kind kind) {
    var before = meter.used();
    for (int n = 0; n < calls; n++) {
      send(kind.call().apply(n + WARM));
    }
    return meter.used().less(before);
  }

  private Call record(String method, int number) {
    var person = people.get(number % people.size());
    return api.call(method, House.recordPath(person)).with("Emanet-Activity", House.ACTIVITY);
  }

  private Call written(int number) {
    return record("PUT", number).with(House.body(number).getBytes(StandardCharsets.UTF_8));
  }

  private Call search(int number) {
    var body =
        "{\"match\":{\"category\":\"contact\",\"field\":\"email\",\"value\":\"p"
            + number % people.size()
            + "@ornek.example\"}}";
    return api.call("POST", "/v1/subjects/search")
        .with("Emanet-Activity", House.ACTIVITY)
        .with(body.getBytes(StandardCharsets.UTF_8));
  }

  private void send(Call call) {
    var answer = api.persist(call);
    if (!answer.succeeded()) {
      throw new IllegalStateException(answer.summary());
    }
  }

  /// What comes after an answer: entries are put into the tree, signed, and laid into S3, here in
  /// as few runs as can be.
  private void sealing(Path out) throws IOException, InterruptedException {
    try (var operator = new Operator(house)) {
      var before = meter.used();
      long sealed = 0;
      for (long now = 1; now > 0; sealed += now) {
        now = JSON.readTree(operator.invoke("Seal", "{}")).path("sealed").asLong();
      }
      var used = meter.used().less(before).times(1.0 / sealed);
      var table =
          new Table(
              "dollars-sealing",
              "a million entries sealed",
              "read units",
              "write units",
              "KMS calls",
              "S3 writes",
              "$");
      table.row(
          "an entry",
          used.reads(),
          used.writes(),
          used.kms(),
          used.s3Puts(),
          MILLION * prices.of(used, REGIONS));
      System.out.println(table);
      table.write(out);
    }
  }

  /// The edge counts calls by itself (`GET /_emanet/calls`): it saw as many as were billed here.
  private void requireAllCounted() throws IOException, InterruptedException {
    var url = edge.url().resolve("/_emanet/calls");
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      long seen =
          JSON.readTree(answer.body()).path("dynamodb").properties().stream()
              .filter(one -> Meter.isCounted(one.getKey()))
              .mapToLong(one -> one.getValue().asLong())
              .sum();
      if (seen != meter.calls()) {
        throw new IllegalStateException("the edge saw " + seen + " calls, not " + meter.calls());
      }
    }
  }

  /// A million people, each with a record of ten fields and one of an address: what there is before
  /// anybody calls. The restore at the end takes every table away.
  private void keeping(Path out) throws IOException, InterruptedException {
    double factor = MILLION / people.size();
    double stored = stored() * factor / GIGA;
    try (var operator = new Operator(house)) {
      var before = meter.used();
      var id = operator.started("/v1/backups", "{}");
      var made = operator.ended("/v1/backups/" + id, "Continuity", "{\"task\":\"WORK\"}");
      var backup = meter.used().less(before).times(factor);
      double packed = bytes(made) * factor / GIGA;
      before = meter.used();
      var drill = operator.started("/v1/drills", "{\"backup\":\"" + id + "\"}");
      var _ = operator.ended("/v1/drills/" + drill, "Restore", "");
      var drilled = meter.used().less(before).times(factor);
      var beside = restored(operator, id).times(factor);
      calls(out);
      loseAllTables();
      var anew = restored(operator, id).times(factor);
      var table = new Table("dollars-keeping", "a million people", "GB", "write units", "$");
      table.row("kept for a month, two Regions", stored, 0.0, prices.tableMonth(stored, REGIONS));
      table.row(
          "point-in-time recovery for a month", stored, 0.0, prices.recoveryMonth(stored, REGIONS));
      table.row(
          "a backup", packed, backup.writes(), prices.export(stored) + prices.of(backup, REGIONS));
      table.row(
          "a backup kept for a month, two Regions",
          packed,
          0.0,
          prices.objectsMonth(packed, REGIONS));
      table.row("a restore, every table lost", packed, anew.writes(), prices.of(anew, REGIONS));
      table.row(
          "a restore beside living keys and ledger",
          packed,
          beside.writes(),
          prices.of(beside, REGIONS));
      table.row(
          "a drill, whose tables are in one Region",
          packed,
          drilled.writes() + drilled.lone(),
          prices.of(drilled, REGIONS));
      System.out.println(table);
      table.write(out);
    }
  }

  private Usage restored(Operator operator, String backup)
      throws IOException, InterruptedException {
    Provisioning.generation(INFRASTRUCTURE, edge.url(), House.REGION, 2);
    var before = meter.used();
    var restore = operator.started("/v1/restores", "{\"backup\":\"" + backup + "\"}");
    var _ = operator.ended("/v1/restores/" + restore, "Restore", "");
    return meter.used().less(before);
  }

  /// What there is then is empty, and in use.
  private void loseAllTables() {
    try (var client = House.dynamo(edge.url())) {
      client.listTables().tableNames().forEach(name -> client.deleteTable(d -> d.tableName(name)));
    }
    Provisioning.tables(INFRASTRUCTURE, edge.url(), House.REGION);
  }

  private static double bytes(JsonNode backup) {
    return backup.path("tables").valueStream().mapToLong(one -> one.path("bytes").asLong()).sum();
  }

  /// Bytes of all tables as DynamoDB counts them.
  private double stored() {
    try (var client = House.dynamo(edge.url())) {
      return client.listTables().tableNames().stream()
          .mapToDouble(
              name -> client.describeTable(d -> d.tableName(name)).table().tableSizeBytes())
          .sum();
    }
  }

  @Override
  public void close() throws IOException {
    house.close();
    gateway.close();
    meter.close();
    edge.close();
  }
}
