package emanet.notices;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// That a version reached a person. It proves what they were told, and never that they agreed.
///
/// @param sha256 of the text that reached them
/// @param acknowledged whether they confirmed that they saw it
/// @param by the actor who entered it
/// @param receipt of its intent in the ledger
record Delivery(
    String id,
    NoticeId notice,
    long version,
    String sha256,
    Means means,
    Source source,
    boolean acknowledged,
    Instant at,
    String by,
    String receipt) {
  /// How it reached them.
  enum Means {
    SHOWN,
    SENT,
    POSTED;

    static Optional<Means> parse(String code) {
      return Arrays.stream(values()).filter(value -> value.name().equals(code)).findFirst();
    }
  }

  /// Where their data comes from: it decides by when they must have been told (communiqué 30356,
  /// Art. 6).
  enum Source {
    FROM_PERSON,
    FROM_OTHER;

    static Optional<Source> parse(String code) {
      return Arrays.stream(values()).filter(value -> value.name().equals(code)).findFirst();
    }
  }
}
