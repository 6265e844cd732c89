package emanet.subjects;

import emanet.store.Key;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;

/// Which record: of whom, of which category, by which id.
public record RecordPlace(
    TenantId tenant, SubjectId subject, CategoryCode category, RecordId record) {
  Key key() {
    return new Key(Table.RECORDS, partition(tenant, subject), prefix(category) + record);
  }

  static String partition(TenantId tenant, SubjectId subject) {
    return people(tenant) + subject;
  }

  /// What the partition keys of all of a tenant's people start with.
  static String people(TenantId tenant) {
    return Key.prefix(tenant.value()) + "S#";
  }

  /// The person in whose partition a key is.
  static SubjectId subject(Key key) {
    return new SubjectId(key.partition().substring(key.partition().lastIndexOf('#') + 1));
  }

  /// What the sort keys of all of a person's records start with.
  static final String RECORDS = "R#";

  static String prefix(CategoryCode category) {
    return RECORDS + category + "#";
  }
}
