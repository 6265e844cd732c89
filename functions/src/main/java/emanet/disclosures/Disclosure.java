package emanet.disclosures;

import emanet.register.TransferMechanism;
import emanet.values.ActivityCode;
import java.time.Instant;
import java.util.Optional;

/// Data of people passed on to one recipient, under one activity, in one go.
///
/// @param activityVersion the version that covered it
/// @param recipientVersion the recipient as it was then
/// @param country where the recipient is
/// @param mechanism what allowed the transfer, where that is abroad
/// @param people how many parts it has
/// @param by who passed it on
/// @param paper what it rests on, where that was said
record Disclosure(
    String id,
    String recipient,
    long recipientVersion,
    ActivityCode activity,
    long activityVersion,
    String country,
    Optional<TransferMechanism> mechanism,
    int people,
    String by,
    Instant at,
    Optional<Paper> paper) {

  /// What a disclosure rests on: a letter, an order, a contract; and the article of the law.
  record Paper(Optional<String> document, Optional<String> article) {
    static Optional<Paper> of(Optional<String> document, Optional<String> article) {
      return document.isEmpty() && article.isEmpty()
          ? Optional.empty()
          : Optional.of(new Paper(document, article));
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }
}
