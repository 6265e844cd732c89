package emanet.notices;

import emanet.store.Key;
import emanet.store.Table;
import emanet.values.TenantId;

/// The items of notices, in `register`.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a version | `T#<tenant>#N#<id>` | `V#<6 digits>` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `kind` | S | what the text is: see `NoticeKind` |
final class NoticeItems {
  static final int MOST_VERSIONS = 999_999;
  static final String KIND = "kind";

  private NoticeItems() {}

  static Key version(TenantId tenant, NoticeId id, long version) {
    return new Key(Table.REGISTER, "T#" + tenant + "#N#" + id, "V#%06d".formatted(version));
  }
}
