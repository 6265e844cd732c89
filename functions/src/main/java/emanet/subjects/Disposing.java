package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.consents.WithdrawalListener;

/// Disposal, put together.
public record Disposing(Disposal disposal, WithdrawalListener withdrawals) {
  /// Puts it together over what the room's other parts need.
  public static Disposing over(Subjects.Needs needs, ConsentStanding consents) {
    var vault = new Vault(needs.keyring(), needs.envelope());
    var disposal =
        new Disposal(
            needs.store(),
            needs.ledger(),
            needs.policy(),
            consents,
            needs.keyring(),
            vault,
            Subjects.steps(needs, vault),
            new Resealing(needs, vault));
    return new Disposing(disposal, new WithdrawalDisposal(disposal, consents));
  }
}
