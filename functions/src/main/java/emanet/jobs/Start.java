package emanet.jobs;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A job to be started.
///
/// @param id who starts the same job again, under the same id, finds it (`Claim.id` of the call, or
///   made from what it is about)
/// @param by an actor's id, or the name of a schedule
/// @param inputs ids, codes, dates; never personal data
/// @param shards 1 or more; each has its own cursor, and several are worked at once
/// @param notBefore empty for at once
public record Start(
    TenantId tenant,
    String id,
    String kind,
    String by,
    Map<String, String> inputs,
    int shards,
    Optional<Instant> notBefore) {
  private static final int MOST_SHARDS = 1000;

  public Start {
    inputs = Map.copyOf(inputs);
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new IllegalArgumentException("a job has 1 to " + MOST_SHARDS + " shards");
    }
  }

  /// A job of one shard, at once.
  public static Start of(TenantId tenant, String id, String kind, String by) {
    return new Start(tenant, id, kind, by, Map.of(), 1, Optional.empty());
  }

  public Start with(Map<String, String> newInputs) {
    return new Start(tenant, id, kind, by, newInputs, shards, notBefore);
  }

  public Start in(int newShards) {
    return new Start(tenant, id, kind, by, inputs, newShards, notBefore);
  }

  public Start notBefore(Instant time) {
    return new Start(tenant, id, kind, by, inputs, shards, Optional.of(time));
  }
}
