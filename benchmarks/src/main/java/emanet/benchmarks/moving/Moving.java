package emanet.benchmarks.moving;

import emanet.benchmarks.Goals;
import emanet.benchmarks.House;
import emanet.benchmarks.Operator;
import emanet.benchmarks.Place;
import emanet.benchmarks.flow.Child;
import emanet.benchmarks.report.Cpu;
import emanet.benchmarks.report.Memory;
import emanet.benchmarks.report.Table;
import emanet.local.provision.Provisioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a backup and a restore cost: megabytes of the backup's objects a second of processor time
/// of the functions' process, the edge's left out; and the most memory that it takes, for so many
/// people and for several times as many. A cold function's start is in each; what is held to the
/// goal is what the larger one costs more. Megabytes are those of the objects, which are packed;
/// those of the rows, as DynamoDB counts them, are told beside.
///
/// The tables are brought back into empty ones beside living keys, as after a mistaken change; with
/// all that a restore does: what was done since is replayed, every record is opened, and look-ups
/// are made anew.
public final class Moving implements AutoCloseable {
  private static final int PEOPLE = 2_000;
  private static final int FEW = 100;
  private static final int TIMES = 4;
  private static final double LEAST_MEGABYTES = 20;
  private static final double MOST_TIMES_MEMORY = 1.25;
  private static final String WHY =
      "small items cost by the item, not by the byte: docs/performance.md, backups and restores";
  private static final double MILLION = 1e6;
  private static final double MILLIS = 1000;
  private static final double KIB_A_MIB = 1024;

  private static final List<String> FUNCTIONS = Child.functions("-Xmx512m");

  /// It keeps all tables, all buckets and pictures of the tables in memory.
  private static final List<String> EDGE = List.of("-XX:+UseSerialGC", "-Xmx2g");

  private static final List<String> TABLES =
      List.of(
          "emanet-records-1",
          "emanet-register-1",
          "emanet-keys-1",
          "emanet-ledger-1",
          "emanet-fragments-1");

  private final Child edge;
  private final Child product;
  private final House house;
  private final Operator operator;

  private Moving(boolean quick) throws IOException {
    edge = Child.edge(quick, EDGE);
    House.provision(edge.url());
    product = Child.gateway(FUNCTIONS, Place.home().resolve("template.yaml"), edge.url());
    house = House.over(edge.url(), product.url());
    operator = new Operator(house);
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    var table =
        new Table(
                "moving",
                "what",
                "people",
                "MB packed",
                "MB of rows",
                "CPU ms",
                "MB packed a CPU second",
                "MB of rows a CPU second",
                "seconds",
                "most MiB")
            .method(
                "One run each, in a product and an edge of their own with the functions' flags"
                    + " (Serial, C1, 512 MiB of heap); CPU and the most resident memory of the"
                    + " process of gateway and functions; MB packed as they lie in the bucket, of"
                    + " rows as DynamoDB counts items.");
    var small = of(quick, quick ? FEW : PEOPLE, table);
    var large = of(quick, (quick ? FEW : PEOPLE) * TIMES, table);
    System.out.println(table);
    table.write(out);
    var goals = new Goals("moving");
    var further = "each further MB a second of CPU: ";
    speed(quick, goals, further + "backup", small.backup().further(large.backup()));
    speed(quick, goals, further + "restore", small.restore().further(large.restore()));
    var times = "memory for " + TIMES + " times the people, times: ";
    goals.most(times + "backup", small.backup().growth(large.backup()), MOST_TIMES_MEMORY);
    goals.most(times + "restore", small.restore().growth(large.restore()), MOST_TIMES_MEMORY);
    goals.write(out);
    return goals.met();
  }

  /// So few megabytes as in the quick form cost less than a function's own start: they are told,
  /// and held to nothing.
  private static void speed(boolean quick, Goals goals, String what, double megabytes) {
    if (quick) {
      goals.tell(what + " (too few for the goal)", megabytes);
    } else {
      goals.least(what, megabytes, LEAST_MEGABYTES, WHY);
    }
  }

  private record Both(Cost backup, Cost restore) {}

  /// @param megabytes packed
  /// @param rows megabytes as DynamoDB counts them
  private record Cost(
      double megabytes, double rows, double cpuMillis, double seconds, long mostKib) {
    double speed(double moved) {
      return moved * MILLIS / cpuMillis;
    }

    /// The speed of what the larger one moves more.
    double further(Cost large) {
      return (large.megabytes - megabytes) * MILLIS / (large.cpuMillis - cpuMillis);
    }

    double growth(Cost large) {
      return (double) large.mostKib / mostKib;
    }
  }

  private static Both of(boolean quick, int people, Table table)
      throws IOException, InterruptedException {
    try (var moving = new Moving(quick)) {
      var _ = moving.house.people(people);
      var backup = moving.backup();
      row(table, "backup", people, backup.cost());
      var restore = moving.restore(backup);
      row(table, "restore", people, restore);
      return new Both(backup.cost(), restore);
    }
  }

  private static void row(Table table, String what, int people, Cost cost) {
    table.row(
        what,
        people,
        cost.megabytes(),
        cost.rows(),
        cost.cpuMillis(),
        cost.speed(cost.megabytes()),
        cost.speed(cost.rows()),
        cost.seconds(),
        cost.mostKib() / KIB_A_MIB);
  }

  /// A backup, and what it cost.
  private record Made(String id, Cost cost) {}

  private Made backup() throws IOException, InterruptedException {
    var begun = Begun.of(product);
    var id = operator.started("/v1/backups", "{}");
    var made = operator.ended("/v1/backups/" + id, "Continuity", "{\"task\":\"WORK\"}");
    double megabytes =
        made.path("tables").valueStream().mapToLong(table -> table.path("bytes").asLong()).sum()
            / MILLION;
    return new Made(id, begun.cost(product, megabytes, rows()));
  }

  /// Megabytes of the tables that are backed up, names of attributes included.
  private double rows() {
    var key = AwsBasicCredentials.create("test", "test");
    try (var dynamo =
        DynamoDbClient.builder()
            .endpointOverride(edge.url())
            .region(Region.of(House.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(key))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      return TABLES.stream()
              .map(table -> dynamo.describeTable(request -> request.tableName(table)))
              .mapToLong(described -> described.table().tableSizeBytes())
              .sum()
          / MILLION;
    }
  }

  /// What is brought back is all but the tables that stay.
  private Cost restore(Made backup) throws IOException, InterruptedException {
    Provisioning.generation(Place.home().resolve("infrastructure"), edge.url(), House.REGION, 2);
    var begun = Begun.of(product);
    var id = operator.started("/v1/restores", "{\"backup\":\"" + backup.id() + "\"}");
    var _ = operator.ended("/v1/restores/" + id, "Restore", "");
    return begun.cost(product, backup.cost().megabytes(), backup.cost().rows());
  }

  /// How much the process had used when something began.
  private record Begun(double cpuMillis, long nanos) {
    static Begun of(Child product) throws IOException {
      Memory.anew(product.process());
      return new Begun(Cpu.millis(product.process()), System.nanoTime());
    }

    Cost cost(Child product, double megabytes, double rows) throws IOException {
      return new Cost(
          megabytes,
          rows,
          Cpu.millis(product.process()) - cpuMillis,
          (System.nanoTime() - nanos) / (MILLION * MILLIS),
          Memory.mostKib(product.process()));
    }
  }

  @Override
  public void close() throws IOException {
    operator.close();
    house.close();
    product.close();
    edge.close();
  }
}
