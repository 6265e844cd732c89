package emanet.local.verify;

import emanet.values.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks at every entry in the order of the tree: that it is one, that none is there twice, which
/// came late.
final class EntryScan {
  /// What docs/spec/ledger-v1.md has every entry begin with.
  private static final String HEAD = "{\"v\":1,\"id\":\"";

  private static final int ID_END = HEAD.length() + Ids.ORDERED_LENGTH;
  private static final int HEAD_BYTES = 48;
  private static final Pattern ID = Pattern.compile("[0-9a-hjkmnp-tv-z]{24}");

  /// An entry that is so much older than one before it came late.
  private static final Duration LATE = Duration.ofMinutes(5);

  private final Findings findings;
  private final IdSet ids;
  private long late;
  private Optional<Instant> from = Optional.empty();
  private Optional<Instant> to = Optional.empty();

  EntryScan(Findings findings, long size) {
    this.findings = findings;
    this.ids = new IdSet(size);
  }

  void see(long index, byte[] entry) {
    var id = idOf(entry);
    if (id.isEmpty()) {
      findings.add(
          Finding.Kind.ENTRY_MALFORMED, "entry " + index, "it is no entry of a ledger of format 1");
      return;
    }
    if (!ids.add(id.get())) {
      findings.add(
          Finding.Kind.ENTRY_TWICE, "entry " + index, "its id is that of an earlier entry");
    }
    var at = Ids.timeOf(id.get());
    if (to.isPresent() && at.isBefore(to.get().minus(LATE))) {
      late++;
    }
    from = from.filter(at::isAfter).or(() -> Optional.of(at));
    to = to.filter(at::isBefore).or(() -> Optional.of(at));
  }

  /// The id that an entry names; empty if it is no entry.
  static Optional<String> idOf(byte[] entry) {
    int length = Math.min(entry.length, HEAD_BYTES);
    var start = new String(entry, 0, length, StandardCharsets.US_ASCII);
    if (!start.startsWith(HEAD) || start.length() < ID_END) {
      return Optional.empty();
    }
    return Optional.of(start.substring(HEAD.length(), ID_END))
        .filter(id -> ID.matcher(id).matches());
  }

  long late() {
    return late;
  }

  Optional<Instant> from() {
    return from;
  }

  Optional<Instant> to() {
    return to;
  }
}
