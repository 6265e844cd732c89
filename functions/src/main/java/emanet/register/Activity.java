package emanet.register;

import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A version of a processing activity (veri işleme faaliyeti).
///
/// @param controller for whom a processor works
/// @param uses one for each category that it covers
/// @param roles who may call on it
/// @param recipients ids of those to whom data may be passed on
/// @param retention for every category that has none of its own
/// @param notice the id of its privacy notice (aydınlatma metni)
/// @param balancingTest why a legitimate interest outweighs the person's own (Art. 5/2-f)
/// @param automatedDecision whether a decision rests on automated analysis alone (Art. 11/1-g)
/// @param attestation the controller's word, where a processor works for it
public record Activity(
    ActivityCode code,
    Title title,
    Capacity role,
    Optional<Controller> controller,
    List<String> purposes,
    Set<SubjectGroup> subjectGroups,
    LegalBasis legalBasis,
    Optional<String> balancingTest,
    List<Use> uses,
    Set<Role> roles,
    Set<String> recipients,
    Retention retention,
    Disposal disposal,
    Optional<String> notice,
    boolean automatedDecision,
    Optional<Attestation> attestation) {
  public Activity {
    purposes = List.copyOf(purposes);
    subjectGroups = ordered(subjectGroups);
    uses = List.copyOf(uses);
    roles = ordered(roles);
    recipients = ordered(recipients);
  }

  private static <T> Set<T> ordered(Set<T> set) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(set));
  }

  /// In which capacity the tenant processes (Art. 3).
  public enum Capacity {
    /// Veri sorumlusu.
    CONTROLLER,
    /// Veri işleyen.
    PROCESSOR
  }

  /// How data ends (regulation 30224).
  public enum Disposal {
    /// Silme.
    ERASE,
    /// Yok etme.
    DESTROY,
    /// Anonim hâle getirme.
    ANONYMISE
  }

  /// For whom a processor works.
  public record Controller(String title, String address) {}

  /// A controller's word that it informed people and acts lawfully.
  ///
  /// @param noticeVersion the controller's own number
  public record Attestation(
      String noticeVersion, LegalBasis basis, String by, Instant at, Instant validUntil) {}

  /// What of a category is covered.
  ///
  /// @param fields empty where all are
  /// @param search whether people may be found by it; empty means wherever the field allows it
  public record Use(
      CategoryCode category,
      Optional<Set<String>> fields,
      View view,
      Optional<Boolean> search,
      Optional<Retention> retention) {
    public Use {
      fields = fields.map(Activity::ordered);
    }

    /// Whether the use covers a field that the category has.
    public boolean covers(String field) {
      return fields.map(named -> named.contains(field)).orElse(true);
    }

    /// Whether people may be found by a field: one that is searchable, covered and shown in plain.
    public boolean searches(String name, FieldSpec field) {
      return covers(name) && field.searchable() && view == View.PLAIN && search.orElse(true);
    }
  }

  public Optional<Use> use(CategoryCode category) {
    return uses.stream().filter(use -> use.category().equals(category)).findFirst();
  }

  /// How long a category's records are kept under this activity.
  public Retention retentionOf(CategoryCode category) {
    return use(category).flatMap(Use::retention).orElse(retention);
  }

  /// Whether any of the groups is covered.
  public boolean coversAny(Set<SubjectGroup> groups) {
    return groups.stream().anyMatch(subjectGroups::contains);
  }
}
