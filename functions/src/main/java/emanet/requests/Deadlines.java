package emanet.requests;

import emanet.fault.FaultException;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Trail;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks after open requests: reminds of those that are due, and goes on with decisions whose
/// carrying out was stopped. It reads the list of open requests, not all that ever were.
public final class Deadlines {
  private static final int PAGE = 100;
  private static final Duration LIFE = Duration.ofMinutes(5);

  /// Who goes on with what a data-protection officer decided.
  static final ActorId ACTOR = new ActorId("emanet-requests");

  private final Filings filings;
  private final Execution execution;
  private final Reminders reminders;
  private final Trail trail;
  private final InstantSource clock;

  Deadlines(
      Filings filings, Execution execution, Reminders reminders, Trail trail, InstantSource clock) {
    this.filings = filings;
    this.execution = execution;
    this.reminders = reminders;
    this.trail = trail;
    this.clock = clock;
  }

  /// What a run came to.
  ///
  /// @param reminded reminders that are due by now, those of earlier runs included
  /// @param continued decisions gone on with
  /// @param failed requests that could not be gone on with, and tenants whose requests could not be
  ///   looked after; the next run tries again
  public record Run(int reminded, int continued, int failed) {
    public static Run none() {
      return new Run(0, 0, 0);
    }

    public static Run failure() {
      return new Run(0, 0, 1);
    }

    public Run and(Run other) {
      return new Run(reminded + other.reminded, continued + other.continued, failed + other.failed);
    }
  }

  /// Goes through a tenant's open requests until `end`; what is left is for the next run.
  ///
  /// Reminders come first: neither a decision that takes long nor one that cannot be gone on with
  /// is to keep an answer from being asked for.
  ///
  /// @throws FaultException where the tenant's keys, or what else it needs, cannot be reached
  public Run run(TenantId tenant, Instant end) {
    var run = Run.none();
    Optional<String> after = Optional.empty();
    do {
      var page = filings.page(tenant, Filings.Shelf.OPEN, Optional.empty(), PAGE, after);
      var heads = filings.heads(tenant, List.copyOf(page.values()));
      run = run.and(ofPage(tenant, heads, end));
      after =
          page.size() < PAGE ? Optional.empty() : page.keySet().stream().reduce((_, last) -> last);
    } while (after.isPresent() && clock.instant().isBefore(end));
    return run;
  }

  private Run ofPage(TenantId tenant, List<Head> heads, Instant end) {
    var open = new ArrayList<Head>();
    for (var head : heads) {
      if (head.state().open()) {
        open.add(head);
      } else {
        filings.unlist(tenant, head); // whoever closed it stopped before this
      }
    }
    int reminded = reminders.remind(tenant, open);
    int continued = 0;
    int failed = 0;
    for (var head : open) {
      if (head.state() == State.DECIDED && !head.steps().isEmpty()) {
        try {
          goOn(tenant, head, end);
          continued++;
        } catch (FaultException e) {
          failed++; // it is in the ledger; the next run tries again
        }
      }
    }
    return new Run(reminded, continued, failed);
  }

  private void goOn(TenantId tenant, Head head, Instant end) {
    var caller =
        new Caller(
            tenant,
            ACTOR,
            Set.of(Role.DPO),
            Optional.empty(),
            true,
            clock.instant().plus(LIFE),
            "request-" + head.id());
    var intent =
        Intent.of(caller, Action.REQUEST_CHANGE)
            .towards(Requests.target(head.id()) + "/" + Execution.SECTION);
    var _ =
        trail.around(
            tenant,
            head.subject().map(intent::about).orElse(intent),
            () ->
                filings.find(tenant, head.id()).map(filing -> execution.run(caller, filing, end)));
  }
}
