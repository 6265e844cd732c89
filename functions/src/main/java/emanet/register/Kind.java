package emanet.register;

import emanet.store.Key;
import emanet.store.Table;
import emanet.values.TenantId;

/// The documents of the register, and where their items are.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | current version | `T#<tenant>#<kind>#<code>`; the tenant's own: `T#<tenant>#TENANT` | `CURRENT` |
/// | superseded version | the same | `V#<6 digits>` |
/// | mark in the list | `T#<tenant>#LIST#<kind>`; tenants: `T#platform#LIST#TENANT` | code |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts from 1, never repeats, also after deletion |
/// | `at` | S | RFC 3339: when this version was written |
/// | `by` | S | who wrote it: an actor's id |
/// | `mark` | S | recognises the very write that made this version |
/// | `widened` | N | the latest version that covers more than the one before it |
/// | `approval` | S | the proposal that made it, where one did |
/// | `deleted` | BOOL | a deleted document: it keeps its version |
/// | `doc` | B | the document, sealed under the tenant's key |
enum Kind {
  TENANT("TENANT"),
  ACTIVITY("A"),
  CATEGORY("CAT"),
  RECIPIENT("R"),
  GRANT("G"),
  APPROVAL("AP"),
  DECLARATION("DECL");

  private static final String CURRENT = "CURRENT";
  static final String ARCHIVE = "V#";

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /// Whether superseded versions are kept. An approval's steps are in the ledger.
  boolean keepsVersions() {
    return this != APPROVAL;
  }

  String label() {
    return label;
  }

  String partition(TenantId tenant, String code) {
    var owner = "T#" + tenant + "#" + label;
    return this == TENANT ? owner : owner + "#" + code;
  }

  Key current(TenantId tenant, String code) {
    return new Key(Table.REGISTER, partition(tenant, code), CURRENT);
  }

  Key archived(TenantId tenant, String code, long version) {
    return new Key(Table.REGISTER, partition(tenant, code), "%s%06d".formatted(ARCHIVE, version));
  }

  String list(TenantId tenant) {
    return "T#" + (this == TENANT ? "platform" : tenant.value()) + "#LIST#" + label;
  }

  Key listed(TenantId tenant, String code) {
    return new Key(Table.REGISTER, list(tenant), code);
  }
}
