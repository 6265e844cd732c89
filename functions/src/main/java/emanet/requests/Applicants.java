package emanet.requests;

import emanet.fault.FieldCode;
import emanet.register.Categories;
import emanet.subjects.Identification;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.util.List;
import java.util.Optional;

/// Who an applicant is among the people that data is kept of.
final class Applicants {
  private static final String TCKN = "TCKN";
  private static final String YKN = "YKN";

  private final Identification identification;
  private final Categories categories;

  Applicants(Identification identification, Categories categories) {
    this.identification = identification;
    this.categories = categories;
  }

  /// Everybody with the number of the person that the request is about: the applicant, or whom the
  /// applicant acts for, where that person's number was given. Nobody is linked by it.
  List<SubjectId> matches(Caller caller, Filing filing, String target) {
    var at = filing.file().application().has("onBehalfOf") ? "/onBehalfOf/person" : "/applicant";
    var person = filing.file().application().at(at);
    var kind = person.path("idKind").asText();
    var number = person.path("idNumber").asText();
    if (number.isEmpty() || !(kind.equals(TCKN) || kind.equals(YKN))) {
      return List.of();
    }
    var all = categories.all(caller.tenant()).values();
    return identification.byNumber(caller, number, all, target);
  }

  /// Whom a verified applicant is linked to where the caller names nobody: the one who was claimed
  /// at intake, or else the only match. Empty where nobody matches.
  ///
  /// @throws emanet.fault.FaultException `Invalid` where several do
  Optional<SubjectId> only(Caller caller, Filing filing) {
    var claimed = filing.file().text(CaseFile.APPLICATION, "subject").map(SubjectId::new);
    if (claimed.isPresent()) {
      return claimed;
    }
    var matches = matches(caller, filing, Requests.target(filing.head().id()));
    if (matches.size() > 1) {
      throw Requests.invalid("/subject", FieldCode.MISSING);
    }
    return matches.stream().findFirst();
  }
}
