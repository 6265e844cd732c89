package emanet.jobs;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job's items, all in `register`.
///
/// The job, `T#<tenant>#J#<id>` / `JOB`:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `kind` | S | which `Kind` works it |
/// | `state` | S | `RUNNING`, `SUCCEEDED`, `FAILED` |
/// | `by` | S | an actor's id, or the name of a schedule |
/// | `at` | N | ms: when it was started |
/// | `notBefore` | N | ms: work begins then |
/// | `inputs` | M of S | what it is about |
/// | `shards` | N | how many, without the closing one |
/// | `failure` | S | why it failed: `Failures` |
/// | `ended` | N | ms |
///
/// A shard, same partition / `SHARD#<number, 4 digits>`; absent before it is first worked; the
/// closing one has the number `shards`: `Shard`.
///
/// The list of a kind's jobs, `T#<tenant>#JOBS#<kind>` / `<at, ms, 13 digits>#<id>`; the list of
/// unfinished ones, `T#<tenant>#JOBS` / `<notBefore, ms, 13 digits>#<id>`. Both are written before
/// the job, with `at` (N, ms); the second is deleted after it ended. An entry whose job is not
/// there, or is of another time, counts for nothing.
final class JobItems {
  static final String STATE = "state";
  static final String FAILURE = "failure";
  static final String ENDED = "ended";
  static final String AT = "at";
  private static final String KIND = "kind";
  private static final String BY = "by";
  private static final String NOT_BEFORE = "notBefore";
  private static final String INPUTS = "inputs";
  private static final String SHARDS = "shards";
  private static final String JOB = "JOB";

  private JobItems() {}

  static String partition(TenantId tenant, String id) {
    return "T#" + tenant + "#J#" + id;
  }

  static Key job(TenantId tenant, String id) {
    return new Key(Table.REGISTER, partition(tenant, id), JOB);
  }

  static Key shard(TenantId tenant, String id, int shard) {
    return new Key(Table.REGISTER, partition(tenant, id), Shard.PREFIX + "%04d".formatted(shard));
  }

  static String listPartition(TenantId tenant, String kind) {
    return "T#" + tenant + "#JOBS#" + kind;
  }

  static String openPartition(TenantId tenant) {
    return "T#" + tenant + "#JOBS";
  }

  private static String timed(Instant at, String id) {
    return moment(at) + "#" + id;
  }

  static String moment(Instant at) {
    return "%013d".formatted(at.toEpochMilli());
  }

  /// The id in the sort key of a list's entry.
  static String idOf(Key entry) {
    return entry.sort().substring(entry.sort().indexOf('#') + 1);
  }

  static Key listed(Job job) {
    return new Key(
        Table.REGISTER, listPartition(job.tenant(), job.kind()), timed(job.at(), job.id()));
  }

  static Key open(Job job) {
    return new Key(Table.REGISTER, openPartition(job.tenant()), timed(job.notBefore(), job.id()));
  }

  static Item entry(Key key, Job job) {
    return Item.at(key).with(AT, job.at().toEpochMilli()).with(KIND, job.kind());
  }

  static Job started(Start start, Instant now) {
    return new Job(
        start.tenant(),
        start.id(),
        start.kind(),
        Job.State.RUNNING,
        start.by(),
        Instant.ofEpochMilli(now.toEpochMilli()),
        Instant.ofEpochMilli(start.notBefore().orElse(now).toEpochMilli()),
        start.inputs(),
        start.shards(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        0);
  }

  static Item item(Job job) {
    var inputs = new HashMap<String, Value>();
    job.inputs().forEach((name, value) -> inputs.put(name, Value.of(value)));
    return Item.at(job(job.tenant(), job.id()))
        .with(KIND, job.kind())
        .with(STATE, job.state().name())
        .with(BY, job.by())
        .with(AT, job.at().toEpochMilli())
        .with(NOT_BEFORE, job.notBefore().toEpochMilli())
        .with(INPUTS, inputs)
        .with(SHARDS, job.shards());
  }

  /// Of all items of a job's partition; empty where there is no job among them.
  static Optional<Job> parse(TenantId tenant, String id, List<Item> items) {
    var key = job(tenant, id);
    var shards = items.stream().filter(item -> !item.key().equals(key)).map(Shard::of).toList();
    return items.stream()
        .filter(item -> item.key().equals(key))
        .findFirst()
        .map(item -> parse(tenant, id, item, shards));
  }

  private static Job parse(TenantId tenant, String id, Item item, List<Shard> shards) {
    var inputs = new HashMap<String, String>();
    item.tree(INPUTS)
        .forEach((name, value) -> {
          if (value instanceof Value.Text(var text)) {
            inputs.put(name, text);
          }
        });
    int all = Math.toIntExact(item.number(SHARDS));
    var counts = new HashMap<String, Long>();
    int done = 0;
    for (var shard : shards) {
      shard.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
      done += shard.done() && shard.number() < all ? 1 : 0;
    }
    return new Job(
        tenant,
        id,
        item.text(KIND),
        Job.State.valueOf(item.text(STATE)),
        item.text(BY),
        Instant.ofEpochMilli(item.number(AT)),
        Instant.ofEpochMilli(item.number(NOT_BEFORE)),
        inputs,
        all,
        item.optionalText(FAILURE).map(Failures::fault),
        item.optionalNumber(ENDED).map(Instant::ofEpochMilli),
        counts,
        done);
  }
}
