package emanet.alerts;

import emanet.values.TenantId;

/// Carries a letter out of the house: once, without trying again by itself.
///
/// Guarantee: `Refused` and `Busy` mean that nothing was delivered. Not guaranteed: anything after
/// `Unknown`: it may have been delivered.
public interface Carrier {
  /// What came of one try. Codes are for operators and stand in clear: no text of the other side.
  sealed interface Carried {
    /// The other side took it.
    record Taken() implements Carried {}

    /// Not now, and not for a reason of the letter: a limit of the channel. Does not count as a
    /// try.
    record Busy(String code) implements Carried {}

    /// Not delivered; another try may succeed.
    record Refused(String code) implements Carried {}

    /// Not delivered, and never will be.
    record Impossible(String code) implements Carried {}

    /// The answer was lost: delivered, or not.
    record Unknown(String code) implements Carried {}
  }

  /// Carries it out.
  ///
  /// @param id of the send, for receivers to recognise a second delivery by
  Carried carry(TenantId tenant, SendId id, Letter letter);
}
