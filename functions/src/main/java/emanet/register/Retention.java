package emanet.register;

import java.time.Period;

/// How long data is kept.
///
/// @param period from `from` on, in calendar days of Istanbul
public record Retention(Period period, Start from) {
  /// What sets the clock going.
  public enum Start {
    /// When the record was first written.
    CREATED,
    /// The record's own date of what it is about.
    EVENT_DATE,
    /// When the relationship with the person ended.
    RELATIONSHIP_END
  }
}
