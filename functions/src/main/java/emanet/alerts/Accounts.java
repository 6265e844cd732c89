package emanet.alerts;

import java.math.BigDecimal;

/// How this Region's account stands with the services that carry messages.
///
/// Guarantee: what is answered is what the service said just now. Not guaranteed: that a message
/// goes through, which a receiver's own operator decides as well.
public interface Accounts {
  /// Of text messages.
  ///
  /// @param sandboxed only numbers that were confirmed before get any
  /// @param dollarsAMonth what may be spent in a calendar month, in US dollars; nothing goes out
  ///   after that
  record Sms(boolean sandboxed, BigDecimal dollarsAMonth) {}

  /// Of e-mail.
  ///
  /// @param sandboxed only addresses that were verified before get any
  /// @param paused nothing goes out
  /// @param left how many may still be sent in these 24 hours
  /// @param aSecond how many may be sent in a second
  record Email(boolean sandboxed, boolean paused, long left, long aSecond) {}

  Sms sms();

  Email email();

  /// Whether SES lets us send from this address: it is verified, or its domain is, or one that its
  /// domain is a part of.
  boolean isVerified(String address);
}
