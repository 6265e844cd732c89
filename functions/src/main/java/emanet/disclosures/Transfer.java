package emanet.disclosures;

import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.register.LegalBasis;
import emanet.register.Recipient;
import emanet.register.TransferMechanism;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// What allows a transfer to a recipient (KVKK Art. 8 and 9).
final class Transfer {
  /// Countries with an adequacy decision (Art. 9/1): none has been published yet.
  private static final Set<String> ADEQUATE = Set.of();

  private Transfer() {}

  /// The mechanism that carries it; empty at home, where a basis of Art. 5/2 or 6/3 suffices.
  ///
  /// @param named by the call; empty: the recipient's own
  /// @param basis of the activity that it is passed on under
  /// @param today in Istanbul
  /// @throws emanet.fault.FaultException `Refused` if nothing allows it
  static Optional<TransferMechanism> mechanism(
      Recipient recipient, Optional<TransferMechanism> named, LegalBasis basis, LocalDate today) {
    if (!recipient.abroad()) {
      return Optional.empty();
    }
    var mechanism = named.or(recipient::mechanism).orElseThrow(Transfer::none);
    boolean stands =
        switch (mechanism) {
          case ADEQUACY -> ADEQUATE.contains(recipient.country());
          // a safeguard is agreed with the recipient, and stands in the register with it, from its
          // signature through its last day
          case SG_PUBLIC_AGREEMENT, SG_BCR, SG_STANDARD_CONTRACT, SG_UNDERTAKING ->
              recipient.mechanism().equals(Optional.of(mechanism)) && recipient.isInForce(today);
          // Art. 9/6-a: whose consent is in force for this activity, and so for its recipients
          case OCC_CONSENT -> basis.isConsent();
          case OCC_CONTRACT,
              OCC_THIRD_CONTRACT,
              OCC_PUBLIC_INTEREST,
              OCC_RIGHT_CLAIM,
              OCC_VITAL,
              OCC_PUBLIC_REGISTER ->
              true;
        };
    if (!stands) {
      throw none();
    }
    return Optional.of(mechanism);
  }

  private static RuntimeException none() {
    return new Fault.Refused(Refusal.MECHANISM).exception();
  }
}
