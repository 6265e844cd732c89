package emanet.keys;

import emanet.store.Key;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;

/// Whose keys lie in one item of the table `keys`.
record Owner(TenantId tenant, Kind kind, String id) {
  enum Kind {
    /// A person: one key a category.
    PERSON("P", "dek"),
    /// A request, a breach, a disclosure, a tenant: one key.
    CASE("C", "case-key");

    private final String letter;
    private final String purpose;

    Kind(String letter, String purpose) {
      this.letter = letter;
      this.purpose = purpose;
    }

    /// Names the use of a wrapped key in its associated data.
    String purpose() {
      return purpose;
    }
  }

  /// Where a case's only key lies among its item's categories.
  static final String CASE_SLOT = "case";

  static Owner person(TenantId tenant, SubjectId subject) {
    return new Owner(tenant, Kind.PERSON, subject.value());
  }

  static Owner ofCase(TenantId tenant, String caseId) {
    return new Owner(tenant, Kind.CASE, caseId);
  }

  Key item() {
    return new Key(Table.KEYS, "T#" + tenant + "#" + kind.letter + "#" + id, "K");
  }
}
