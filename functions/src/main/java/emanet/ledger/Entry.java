package emanet.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// An intent with what came of it, shown as one.
///
/// @param actorTenant the actor's tenant, where it is another than the ledger's
/// @param fields empty where no category is named; `*` for all
/// @param results in the order they came; none means that it was shown or done
public record Entry(
    Receipt receipt,
    Instant at,
    String actor,
    Optional<String> actorTenant,
    Set<String> roles,
    String request,
    Action action,
    Optional<String> activity,
    OptionalLong activityVersion,
    Optional<String> subject,
    Optional<String> category,
    Optional<String> record,
    List<String> fields,
    Optional<String> view,
    Optional<String> target,
    List<Result> results) {

  /// What came of it.
  ///
  /// @param version of the activity, where the outcome is `VERSION`
  /// @param reason why it was refused
  public record Result(
      Receipt receipt,
      Instant at,
      Outcome outcome,
      OptionalLong version,
      Optional<String> reason) {}

  public Entry {
    roles = Set.copyOf(roles);
    fields = List.copyOf(fields);
    results = List.copyOf(results);
  }

  public String id() {
    return receipt.entryId();
  }

  /// Whether it was shown or done, as far as the ledger can know: a call that died after its intent
  /// counts as done.
  public boolean done() {
    return results.stream().allMatch(result -> result.outcome().done());
  }
}
