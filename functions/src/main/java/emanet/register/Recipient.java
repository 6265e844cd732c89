package emanet.register;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/// To whom data may be passed on.
///
/// @param country ISO 3166-1, two letters
/// @param mechanism what allows it where that is abroad (Art. 9)
/// @param notifiedAt when the Authority was last told of a standard contract (Art. 9/5)
/// @param expiresAt the contract's last day
/// @param contact where corrections and erasures are told
public record Recipient(
    String id,
    String title,
    RecipientGroup group,
    String country,
    Optional<String> contract,
    Optional<TransferMechanism> mechanism,
    Optional<LocalDate> signedAt,
    Optional<LocalDate> notifiedAt,
    Optional<LocalDate> expiresAt,
    Contact contact) {
  private static final String HOME = "TR";

  /// Where it is told; at least one of the two.
  public record Contact(Optional<String> email, Optional<URI> url) {}

  /// What a transfer rests on: where it changes, a standard contract is told to the Authority
  /// again.
  public record Terms(
      String country,
      Optional<String> contract,
      Optional<TransferMechanism> mechanism,
      Optional<LocalDate> signedAt,
      Optional<LocalDate> expiresAt) {}

  public Terms terms() {
    return new Terms(country, contract, mechanism, signedAt, expiresAt);
  }

  /// Whether what was agreed has been signed by that day, and has not run out.
  public boolean isInForce(LocalDate day) {
    return signedAt.filter(day::isBefore).isEmpty() && expiresAt.filter(day::isAfter).isEmpty();
  }

  public boolean abroad() {
    return !country.equals(HOME);
  }
}
