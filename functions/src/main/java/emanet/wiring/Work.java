package emanet.wiring;

import emanet.jobs.Turn;
import emanet.jobs.Worker;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Duration;

/// Goes on with unfinished jobs of every kind and tenant, the deployment's own included: a round of
/// all of them, or one shard of a job that is spread.
public final class Work {
  /// Below the function's time-out, by more than one step takes; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofSeconds(45);

  private final Tenants tenants;
  private final Worker worker;

  Work(Tenants tenants, Worker worker) {
    this.tenants = tenants;
    this.worker = worker;
  }

  /// Runs once.
  ///
  /// @return how many jobs were worked on
  public int run() {
    return worker.round(tenants.withPlatform(), BUDGET);
  }

  /// How many shards of a job are to have turns of their own.
  public int shards(TenantId tenant, String job) {
    return worker.shards(tenant, job);
  }

  /// One turn of a shard.
  public Turn turn(TenantId tenant, String job, int shard) {
    return worker.turn(tenant, job, shard, BUDGET);
  }
}
