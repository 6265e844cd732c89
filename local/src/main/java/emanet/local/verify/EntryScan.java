package emanet.local.verify;

import emanet.ledger.tlog.Tile;
import emanet.values.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// Looks at every entry in the order of the tree: that it is one, that none is there twice, which
/// came late.
///
/// Not every id is remembered, or the memory needed would go with the log. An entry that is not
/// late can only repeat one that is not older than `LATE`; and where the late ones, which are few,
/// could have stood before is looked at once more at the end.
final class EntryScan {
  /// What docs/spec/ledger-v1.md has every entry begin with.
  private static final String HEAD = "{\"v\":1,\"id\":\"";

  private static final int ID_END = HEAD.length() + Ids.ORDERED_LENGTH;
  private static final int HEAD_BYTES = 48;
  private static final Pattern ID = Pattern.compile("[0-9a-hjkmnp-tv-z]{24}");

  /// An entry that is so much older than one before it came late.
  private static final Duration LATE = Duration.ofMinutes(5);

  private final Findings findings;

  /// Ids of what is not older than `LATE`, by spans of that length.
  private final TreeMap<Long, IdSet> recent = new TreeMap<>();

  /// The first place of each entry that came late, by its id.
  private final Map<String, Long> lateOnes = new HashMap<>();

  /// From when to when the entries of each bundle are, those that came late left out.
  private final List<Span> spans = new ArrayList<>();

  private Optional<Instant> from = Optional.empty();
  private Optional<Instant> to = Optional.empty();
  private long late;

  private record Span(long bundle, long from, long to) {
    Span with(long millis) {
      return new Span(bundle, Math.min(from, millis), Math.max(to, millis));
    }
  }

  EntryScan(Findings findings) {
    this.findings = findings;
  }

  void see(long index, byte[] entry) {
    var id = idOf(entry);
    if (id.isEmpty()) {
      findings.add(
          Finding.Kind.ENTRY_MALFORMED, "entry " + index, "it is no entry of a ledger of format 1");
      return;
    }
    var at = Ids.timeOf(id.get());
    if (to.isPresent() && at.isBefore(to.get().minus(LATE))) {
      late++;
      if (lateOnes.putIfAbsent(id.get(), index) != null) {
        twice(index);
      }
    } else {
      seeRecent(index, id.get(), at.toEpochMilli());
    }
    from = from.filter(at::isAfter).or(() -> Optional.of(at));
    to = to.filter(at::isBefore).or(() -> Optional.of(at));
  }

  private void seeRecent(long index, String id, long millis) {
    long newest = Math.max(millis, to.map(Instant::toEpochMilli).orElse(millis));
    recent.headMap((newest - LATE.toMillis()) / LATE.toMillis()).clear();
    if (!recent.computeIfAbsent(millis / LATE.toMillis(), _ -> new IdSet()).add(id)) {
      twice(index);
    }
    long bundle = index / Tile.FULL;
    if (spans.isEmpty() || spans.getLast().bundle() != bundle) {
      spans.add(new Span(bundle, millis, millis));
    } else {
      spans.set(spans.size() - 1, spans.getLast().with(millis));
    }
  }

  /// Looks for those that came late among what was there before them.
  ///
  /// @param bundles gives the entries of one again
  void lookBack(LongFunction<Optional<List<byte[]>>> bundles) {
    var times = new TreeSet<Long>();
    lateOnes.keySet().forEach(id -> times.add(Ids.timeOf(id).toEpochMilli()));
    var repeated = new TreeSet<Long>();
    for (var span : spans) {
      if (!times.subSet(span.from(), true, span.to(), true).isEmpty()) {
        bundles
            .apply(span.bundle())
            .ifPresent(entries -> lookBack(span.bundle(), entries, repeated));
      }
    }
    repeated.forEach(this::twice);
  }

  private void lookBack(long bundle, List<byte[]> entries, Set<Long> repeated) {
    for (int i = 0; i < entries.size(); i++) {
      long index = bundle * Tile.FULL + i;
      idOf(entries.get(i))
          .map(lateOnes::get)
          .filter(place -> place > index)
          .ifPresent(repeated::add);
    }
  }

  private void twice(long index) {
    findings.add(Finding.Kind.ENTRY_TWICE, "entry " + index, "its id is that of an earlier entry");
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
