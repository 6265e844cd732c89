package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
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
    if (!isSearchable(filing)) {
      return List.of();
    }
    var number = person(filing).path("idNumber").asText();
    var all = categories.all(caller.tenant()).values();
    return identification.byNumber(caller, number, all, target);
  }

  /// Whether there is a number to search by: a passport's stands in no field that is searched, and
  /// whom the applicant acts for need not be told by number.
  private static boolean isSearchable(Filing filing) {
    var person = person(filing);
    var kind = person.path("idKind").asText();
    return !person.path("idNumber").asText().isEmpty() && (kind.equals(TCKN) || kind.equals(YKN));
  }

  private static JsonNode person(Filing filing) {
    var application = filing.file().application();
    return application.at(application.has("onBehalfOf") ? "/onBehalfOf/person" : "/applicant");
  }

  /// Whom a verified applicant is linked to where the caller names nobody: the one who was claimed
  /// at intake, or else the only match. Empty where the number is nobody's; or where the caller
  /// says that nobody was found by other means.
  ///
  /// @param nobody whether the caller says so
  /// @throws emanet.fault.FaultException `Invalid` where several match, where there is nothing to
  ///   search by and it is not said that nobody was found, and where it is said of who is found
  Optional<SubjectId> only(Caller caller, Filing filing, boolean nobody) {
    var claimed = filing.file().text(CaseFile.APPLICATION, "subject").map(SubjectId::new);
    var found =
        claimed
            .map(List::of)
            .orElseGet(() -> matches(caller, filing, Requests.target(filing.head().id())));
    if (nobody && !found.isEmpty()) {
      throw Requests.invalid("/noData", FieldCode.UNSUITABLE);
    }
    boolean unsearched = found.isEmpty() && !isSearchable(filing);
    if (found.size() > 1 || (unsearched && !nobody)) {
      throw Requests.invalid("/subject", FieldCode.MISSING);
    }
    return found.stream().findFirst();
  }
}
