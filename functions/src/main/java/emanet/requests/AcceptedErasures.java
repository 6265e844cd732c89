package emanet.requests;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;

/// Which erasures rest on an application: one whose identity is verified, that is that person's,
/// and in which erasure was accepted for the category, or for all. Read strongly.
public final class AcceptedErasures {

  private final Filings filings;

  AcceptedErasures(Filings filings) {
    this.filings = filings;
  }

  /// The application has accepted this very erasure.
  ///
  /// @param category empty for the person
  /// @throws emanet.fault.FaultException `Conflicting` if the application does not carry it
  public void require(
      TenantId tenant, SubjectId subject, Optional<CategoryCode> category, String request) {
    var filing = Optional.of(request).filter(Ids::isRandom).flatMap(id -> filings.find(tenant, id));
    boolean accepted =
        filing
            .filter(one -> one.head().subject().equals(Optional.of(subject)))
            .flatMap(one -> one.file().section(CaseFile.DECISION))
            .map(Decision::of)
            .filter(decision ->
                decision.accepted(Right.ERASURE).stream().anyMatch(item -> covers(item, category)))
            .isPresent();
    if (!accepted) {
      throw new Fault.Conflicting(
              Conflict.REQUEST,
              filing.map(one -> Map.of("state", one.state().name())).orElseGet(Map::of))
          .exception();
    }
  }

  private static boolean covers(Decision.Item item, Optional<CategoryCode> category) {
    return item.category().isEmpty() || item.category().equals(category);
  }
}
