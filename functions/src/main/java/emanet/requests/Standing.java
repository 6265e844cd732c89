package emanet.requests;

import emanet.values.TenantId;

/// What is shown of a request and does not lie in it: how far those came who were told, and which
/// certificates have become final.
record Standing(Disclosed disclosed, Erasing erasing) {
  /// The request with both as they stand now.
  Filing of(TenantId tenant, Filing filing) {
    return erasing.current(tenant, disclosed.current(tenant, filing));
  }
}
