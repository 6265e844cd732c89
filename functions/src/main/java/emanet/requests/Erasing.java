package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Keyring;
import emanet.register.Activity.Disposal;
import emanet.subjects.Holdings;
import emanet.subjects.OrderedErasures;
import emanet.subjects.OrderedErasures.Result;
import emanet.values.ActorId;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Has what was accepted erased (Art. 11/1-e): the person, or one category. It is done once the
/// erasure is certified, whoever made it.
///
/// Where the person is also to have a copy of the data (right B), the copy opens no longer than the
/// data. So the erasure waits until somebody has taken the copy out with the answer; then the same
/// decision again, or an hour later whoever looks after open requests, goes on.
final class Erasing implements Execution.Performer {
  private static final Duration AFTER_COPY = Duration.ofHours(1);
  private static final String CERTIFICATE = "certificate";
  private static final String FINAL = "final";
  static final String SUPPRESSED = "suppressedUntil";

  private final ErasureOrder order;
  private final Facts facts;
  private final Holdings holdings;
  private final Copies copies;
  private final Keyring keyring;
  private final InstantSource clock;

  Erasing(
      ErasureOrder order,
      Facts facts,
      Holdings holdings,
      Copies copies,
      Keyring keyring,
      InstantSource clock) {
    this.order = order;
    this.facts = facts;
    this.holdings = holdings;
    this.copies = copies;
    this.keyring = keyring;
    this.clock = clock;
  }

  @Override
  public StepResult perform(Execution.Work work) {
    if (copyIsWanted(work)) {
      return StepResult.waiting(detail("reason", "copy"));
    }
    var ordered =
        new OrderedErasures.Order(
            work.caller(),
            decidedBy(work.filing()),
            work.subject(),
            work.step().category(),
            work.id(),
            () -> method(work).name(),
            accepted(work).flatMap(item -> item.suppress().stream()).findFirst());
    return switch (order.erase(ordered)) {
      case Result.Done(var certificate, var suppressed) ->
          StepResult.done(certified(certificate, suppressed));
      case Result.Gone() -> StepResult.done(detail("at", clock.instant().toString()));
      case Result.Running(var erasure) -> StepResult.waiting(detail("erasure", erasure));
      case Result.Proposed(var approval) -> StepResult.waiting(detail("approval", approval));
      case Result.Rejected(var approval) ->
          new StepResult(
              Step.Progress.BLOCKED, detail("reason", "rejected").put("approval", approval));
    };
  }

  private static ActorId decidedBy(Filing filing) {
    return filing
        .file()
        .text(CaseFile.DECISION, "by")
        .map(ActorId::new)
        .orElseThrow(() -> new IllegalStateException("a decision has somebody who made it"));
  }

  /// Whether a copy that opens still is of what would go, and has not been taken out.
  private boolean copyIsWanted(Execution.Work work) {
    var wanted = work.step().category();
    var copied =
        copies.categories(work.tenant(), work.id()).stream()
            .filter(code -> wanted.map(code::equals).orElse(true))
            .toList();
    return !copied.isEmpty()
        && isAlive(work, copied)
        && copies
            .takenAt(work.tenant(), work.id())
            .filter(at ->
                !work.caller().actor().equals(Deadlines.ACTOR)
                    || !clock.instant().isBefore(at.plus(AFTER_COPY)))
            .isEmpty();
  }

  private boolean isAlive(Execution.Work work, List<CategoryCode> any) {
    return keyring
        .read(work.tenant(), work.subject())
        .filter(keys -> !keys.erased() && any.stream().anyMatch(keys::has))
        .isPresent();
  }

  /// As the decision says, or else the register.
  private Disposal method(Execution.Work work) {
    return accepted(work)
        .flatMap(item -> item.method().stream())
        .findFirst()
        .orElseGet(() -> {
          var held = holdings.of(work.tenant(), work.subject());
          return facts.disposal(work.tenant(), held, work.step().category());
        });
  }

  private static Stream<Decision.Item> accepted(Execution.Work work) {
    return work.decision().accepted(Right.ERASURE).stream()
        .filter(item -> item.category().equals(work.step().category()));
  }

  private static ObjectNode detail(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private static ObjectNode certified(ObjectNode certificate, Optional<LocalDate> suppressed) {
    var detail = detail(CERTIFICATE, certificate.path("id").asText());
    for (var name : List.of("at", "method", "horizon", FINAL)) {
      if (certificate.path(name).isTextual()) {
        detail.put(name, certificate.path(name).asText());
      }
    }
    suppressed.ifPresent(date -> detail.put(SUPPRESSED, date.toString()));
    return detail;
  }

  /// The request with its certificates as they stand now: one may have become final since.
  Filing current(TenantId tenant, Filing filing) {
    var section = Execution.section(filing);
    boolean changed = false;
    for (var step : Step.ordered(filing.head().steps())) {
      var line = section.path(step.code());
      if (line.has(CERTIFICATE) && !line.has(FINAL) && line instanceof ObjectNode object) {
        var last = last(tenant, line.path(CERTIFICATE).asText());
        last.ifPresent(at -> object.put(FINAL, at));
        changed |= last.isPresent();
      }
    }
    return changed ? filing.with(filing.file().with(Execution.SECTION, section)) : filing;
  }

  private Optional<String> last(TenantId tenant, String erasure) {
    return order
        .certificate(tenant, erasure)
        .flatMap(certificate -> Optional.ofNullable(certificate.path(FINAL).textValue()));
  }
}
