package emanet.jobs;

import emanet.values.TenantId;
import java.time.Instant;

/// Leave to do something alone, until it lapses.
///
/// @param token grows each time that the lease is taken, by whomever, and never repeats: what is
///   written under a lease may carry it, so that a holder that was thought dead is found out
/// @param until by the holder's own clock; after it the lease may be another's
public record Lease(TenantId tenant, String name, String holder, long token, Instant until) {}
