package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The end of a drill, in this order: its report is written once, and locked; the report's hash is
/// entered in the ledger, `DRILL` with the target `drill/<id>/<result>/<sha-256>`; it is told; what
/// was noted meanwhile goes. Stopped anywhere it is done again: the report that was written stands,
/// and the ledger has an entry too many.
final class DrillEnd {
  /// Why there is no more in its report.
  private static final String GIVEN_UP = "given-up";

  private final Drills.Needs needs;
  private final Manifests manifests;
  private final DrillItems items;
  private final RestoreItems findings;
  private final DrillReports reports;

  DrillEnd(
      Drills.Needs needs,
      Manifests manifests,
      DrillItems items,
      RestoreItems findings,
      DrillReports reports) {
    this.needs = needs;
    this.manifests = manifests;
    this.items = items;
    this.findings = findings;
    this.reports = reports;
  }

  /// Reports a drill that is through with its tables.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` where it did not come to what it is to show
  void report(Job job) {
    boolean passed = reported(job, findings.noted(job.id(), DrillJob.STOPPED));
    items.owner().filter(owner -> owner.drill().equals(job.id())).ifPresent(items::release);
    if (!passed) {
      throw Fault.Conflicting.of(Conflict.DRILL).exception();
    }
  }

  /// Reports one that came to no end, unless it did.
  void givenUp(Job job) {
    if (reports.read(job.id()).isEmpty()) {
      var _ = reported(job, List.of(GIVEN_UP));
    }
  }

  private boolean reported(Job job, List<String> stopped) {
    var now = needs.clock().instant();
    var known =
        new DrillReport.Known(needs.deploymentName(), at(job), flaw(job), stopped, needs.freeze());
    var standing =
        reports.write(
            new DrillReports.Named(job.id(), job.at()), DrillReport.of(job, known, now), now);
    boolean passed = Drills.passed(standing.report());
    var _ = needs.ledger().intent(Caller.PLATFORM, entry(job, passed, standing.content(), now));
    var measures = standing.report().path("measures");
    needs
        .told()
        .accept(
            new Drills.Told(
                job.id(),
                passed,
                measures.at("/0/seconds").asLong(),
                measures.at("/1/seconds").asLong()));
    findings.clear(job.id());
    return passed;
  }

  private Optional<Instant> at(Job job) {
    try {
      return Optional.of(manifests.read(job.input(DrillJob.BACKUP)).at());
    } catch (BrokenBackup e) {
      return Optional.empty();
    }
  }

  private Optional<Restores.Flawed> flaw(Job job) {
    return new Reports(findings, manifests, needs.depots(), needs.clock()).broken(job.id());
  }

  private static Intent entry(Job job, boolean passed, Bytes content, Instant now) {
    var caller =
        new Caller(
            Caller.PLATFORM,
            new ActorId(DrillJob.NAME),
            Set.of(Role.OPERATOR),
            Optional.empty(),
            false,
            now.plus(Duration.ofHours(1)),
            DrillJob.NAME);
    var result = passed ? DrillReport.PASSED : DrillReport.FAILED;
    var hash = Sha256.of(content.toArray()).toHex();
    return Intent.of(caller, Action.DRILL).towards("drill/" + job.id() + "/" + result + "/" + hash);
  }
}
