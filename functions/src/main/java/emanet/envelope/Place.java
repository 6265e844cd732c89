package emanet.envelope;

import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;

/// Where a sealed record lies. It is bound into the ciphertext, and always comes from the request
/// and the primary key, never from stored bytes: else a record put in another's place would open
/// there.
///
/// @param owner a person's id, or a case's
/// @param version of the record, from its item
public record Place(TenantId tenant, String owner, String category, String record, long version) {

  public static Place of(
      TenantId tenant, SubjectId subject, CategoryCode category, RecordId record, long version) {
    return new Place(tenant, subject.value(), category.value(), record.value(), version);
  }

  /// A document that is sealed under a case's key.
  ///
  /// @param kind what kind of document it is
  /// @param document its id among its kind
  public static Place ofCase(
      TenantId tenant, String caseId, String kind, String document, long version) {
    return new Place(tenant, caseId, kind, document, version);
  }
}
