/// The register of processing activities (veri işleme envanteri), which is the policy: tenants,
/// categories, activities, recipients, grants, approvals by a second person, and the check that
/// every call on data passes. Uses the store, the ledger and the envelope.
@NullMarked
package emanet.register;

import org.jspecify.annotations.NullMarked;
