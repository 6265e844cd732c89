package emanet.subjects;

import emanet.register.Proposals;
import emanet.register.replay.ReplayRecords;

/// Restrictions and holds, put together.
public record Safeguards(Restrictions restrictions, Holds holds) {
  /// Puts them together over what the room's other parts need.
  public static Safeguards over(Subjects.Needs needs, Proposals proposals, ReplayRecords records) {
    var copies = new MarkCopies(records);
    var store = needs.store();
    var policy = needs.policy();
    var access = new Access(store, needs.ledger(), policy, needs.tenants());
    var visits = new Visits(store, access, needs.ledger(), policy);
    var vault = new Vault(needs.keyring(), needs.envelope());
    return new Safeguards(
        new Restrictions(
            visits, access, policy, needs.keyring(), vault, proposals, copies, needs.clock()),
        new Holds(store, visits, access, policy, needs.keyring(), vault, copies, needs.clock()));
  }
}
