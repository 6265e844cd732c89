package emanet.ledger;

import emanet.keys.Signer;
import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Seals tenants' logs: numbers what is new, signs the head, brings this Region's copy up to it.
///
/// May be done by many at once, in any Region, and stopped anywhere (see `Sealer`).
public final class Sealing {
  private final Sealer sealer;
  private final Checkpoints checkpoints;
  private final Publication publication;
  private final LogRecovery recovery;
  private final Reconciliation reconciliation;

  /// Seals with a key of the deployment.
  ///
  /// @param region whose copy is kept in `objects`
  /// @param neighbour the other Region's copy, for logs that the table has lost; empty in a
  ///   deployment of one Region
  /// @param origin what all logs' names begin with
  public Sealing(
      Store store,
      Objects objects,
      String region,
      Optional<LogExcerpts.Neighbour> neighbour,
      Signer signer,
      String origin,
      InstantSource clock) {
    this.sealer = new Sealer(store, clock);
    this.checkpoints = new Checkpoints(store, signer, origin);
    this.publication = new Publication(store, objects, region);
    this.recovery = new LogRecovery(store, objects, region, neighbour, signer, origin, clock);
    this.reconciliation = new Reconciliation(store, sealer, clock);
  }

  /// What a round came to.
  ///
  /// @param oldest how old the oldest entry was when it was sealed; zero if none was
  /// @param late how many were sealed as late
  /// @param broken what is not as it was sealed: ids of entries, names of objects
  public record Outcome(int sealed, Duration oldest, int late, List<String> broken) {
    public Outcome {
      broken = List.copyOf(broken);
    }
  }

  /// One round.
  ///
  /// @param since no entry of the tenant is older; counts only where nothing was sealed before
  /// @param end when no further batch is begun
  public Outcome round(TenantId tenant, Instant since, Instant end, InstantSource clock) {
    // a table made anew: what was sealed before is numbered already
    recovery.catchUpWhereLost(tenant);
    int sealed = 0;
    var oldest = Duration.ZERO;
    Sealer.Round round;
    do {
      round = sealer.seal(tenant, since, () -> clock.instant().isBefore(end));
      sealed += round.sealed();
      oldest = oldest.compareTo(round.oldest()) > 0 ? oldest : round.oldest();
    } while (!round.done() && clock.instant().isBefore(end));
    return new Outcome(sealed, oldest, 0, publish(tenant).stream().toList());
  }

  /// Goes through the day before once more, and seals what came too late for every round.
  public Outcome reconcile(TenantId tenant, Instant since) {
    recovery.catchUpWhereLost(tenant);
    var findings = reconciliation.reconcile(tenant, since);
    var broken = new ArrayList<String>();
    findings.altered().forEach(id -> broken.add("the entry " + id + " is not what was sealed"));
    findings.missing().forEach(id -> broken.add("the entry " + id + " is gone"));
    publish(tenant).ifPresent(broken::add);
    publication.name(tenant);
    return new Outcome(0, Duration.ZERO, findings.late(), broken);
  }

  private Optional<String> publish(TenantId tenant) {
    try {
      sealer
          .head(tenant)
          .filter(head -> head.size() > 0)
          .ifPresent(head -> checkpoints.sign(tenant, head));
      publication.publish(tenant);
      return Optional.empty();
    } catch (BrokenLogException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
