package emanet.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.FaultException;
import emanet.keys.Signer;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.Tile;
import emanet.store.Objects;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The part of a sealed log that a time is in, with what proves it: to be handed on.
///
/// Guarantee: an excerpt has every entry of its time that was sealed when it was made, late ones
/// too, and, where the log has gone on, the first one behind it, which shows where it ends; its
/// checkpoint is the smallest one that covers all of them, of this Region's copy and of the
/// other's. A copy only goes forward: once it covers them, which of its checkpoints is the smallest
/// does not change. So the same time over the same entries gives the same excerpt, however far the
/// log has gone on since, and whichever Region it is made in; but for one that was made `alone`.
public final class LogExcerpts {
  private final LogIndex index;
  private final Publication publication;
  private final Checkpoints checkpoints;
  private final Store store;
  private final Objects objects;
  private final Optional<Neighbour> neighbour;

  /// The other Region's copy.
  public record Neighbour(String region, Objects objects) {}

  /// @param neighbour empty in a deployment of one Region
  public LogExcerpts(
      Store store,
      Objects objects,
      String region,
      Optional<Neighbour> neighbour,
      Signer signer,
      String origin) {
    this.index = new LogIndex(store);
    this.publication = new Publication(store, objects, region);
    this.checkpoints = new Checkpoints(store, signer, origin);
    this.store = store;
    this.objects = objects;
    this.neighbour = neighbour;
  }

  /// Which bundles an excerpt has.
  ///
  /// @param first the first bundle; one more than is needed, so that the one before the time shows
  /// @param last the last bundle that follows `first` without a gap, up to the first entry behind
  ///   the time where the log has one; less than `first` where there is none
  /// @param late further bundles: entries that came late are in them
  /// @param size of the tree that the checkpoint is of; 0 where nothing was sealed by then
  /// @param checkpoint the signed note; empty where nothing was sealed by then
  public record Excerpt(long first, long last, List<Long> late, long size, String checkpoint) {
    public Excerpt {
      late = List.copyOf(late);
    }

    /// Every bundle, in order.
    public List<Long> bundles() {
      var all = new ArrayList<Long>();
      for (long number = first; number <= last; number++) {
        all.add(number);
      }
      all.addAll(late);
      return all;
    }
  }

  /// Until when the sealer has been through the log; empty where nothing is sealed yet.
  public Optional<Instant> readThrough(TenantId tenant) {
    return store.read(LogHead.key(tenant)).map(LogHead::of).map(LogHead::through);
  }

  /// The key that the tenant's log is checked by, as C2SP signed-note writes it.
  public String key(TenantId tenant) {
    return checkpoints.key(tenant).encoded();
  }

  /// The excerpt of a time that is over; empty while not all of it, and an entry behind it, is
  /// sealed and published, here and in the other Region.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param alone whether neither the other Region is waited for, which may be away, nor an entry
  ///   behind the time, of which there may be none
  public Optional<Excerpt> of(TenantId tenant, Instant from, Instant to, boolean alone) {
    var head = store.read(LogHead.key(tenant)).map(LogHead::of);
    if (head.isEmpty() || head.get().through().isBefore(to)) {
      return Optional.empty();
    }
    var late = late(tenant, from, to);
    long size = head.get().size();
    var ending = endOf(tenant, to, size);
    if (!ending.shown() && !alone) {
      return Optional.empty();
    }
    long inOrder = ending.at();
    long end = Math.max(inOrder, late.isEmpty() ? 0 : late.last() + 1);
    if (end == 0) {
      return Optional.of(new Excerpt(0, -1, List.of(), 0, ""));
    }
    long first = Math.max(0, index.firstFrom(tenant, from, size) - 1);
    long last = Math.floorDiv(inOrder - 1, Tile.FULL); // before the first where nothing is in order
    var others = new LinkedHashSet<Long>();
    late.forEach(place -> others.add(place / Tile.FULL));
    others.removeIf(number -> number >= first && number <= last);
    return checkpoint(tenant, end, alone)
        .map(signed ->
            new Excerpt(first, last, List.copyOf(others), signed.size(), signed.note().encoded()));
  }

  /// Where the entries of before a time end.
  ///
  /// @param at behind the last of them, but for late ones, and behind the one that follows it
  /// @param shown whether there is such a one
  private record End(long at, boolean shown) {}

  private End endOf(TenantId tenant, Instant to, long size) {
    if (size == 0) {
      return new End(0, false);
    }
    var bound = Ids.lowestAt(to);
    long end = index.firstFrom(tenant, to, size) * Tile.FULL;
    long shown = end;
    for (long number = end / Tile.FULL; number * Tile.FULL < size; number++) {
      var bundle = index.bundle(tenant, number);
      if (bundle.isEmpty()) {
        break;
      }
      for (int i = 0; i < bundle.get().entries().size(); i++) {
        boolean before = bundle.get().entries().get(i).id().compareTo(bound) < 0;
        if (before && !bundle.get().late().contains(i)) {
          end = bundle.get().start() + i + 1;
          shown = end;
        } else if (!before && shown == end) {
          shown = bundle.get().start() + i + 1;
        }
      }
      if (bundle.get().latest().isAfter(to.plus(LogIndex.DISORDER))) {
        break;
      }
    }
    return new End(shown, shown > end);
  }

  /// Places of the late entries of a time.
  private SortedSet<Long> late(TenantId tenant, Instant from, Instant to) {
    var places = new TreeSet<Long>();
    var range =
        Range.between(
            Table.LEDGER,
            LogIndex.latePartition(tenant),
            Ids.lowestAt(from),
            Ids.highestAt(to.minusMillis(1)));
    store.queryAll(range).stream().map(LogIndex::latePlace).forEach(places::add);
    return places;
  }

  /// The smallest checkpoint that covers so many.
  private Optional<SignedCheckpoint> checkpoint(TenantId tenant, long end, boolean alone) {
    if (publication.published(tenant).size() < end) {
      return Optional.empty();
    }
    var own = new LogObjects(objects, tenant).checkpointFrom(end);
    return alone || neighbour.isEmpty()
        ? own
        : own.flatMap(here ->
            checkpoint(tenant, end, neighbour.get())
                .map(there -> there.size() < here.size() ? there : here));
  }

  private Optional<SignedCheckpoint> checkpoint(TenantId tenant, long end, Neighbour other) {
    var its = PublishedLog.of(store.read(PublishedLog.key(tenant, other.region())));
    if (its.size() < end) {
      return Optional.empty();
    }
    try {
      return new LogObjects(other.objects(), tenant)
          .checkpointFrom(end)
          .filter(signed -> checkpoints.isOurs(tenant, signed));
    } catch (FaultException e) {
      return Optional.empty(); // it is away
    }
  }

  /// The tiles that prove an excerpt's bundles, and the bundles, by their names.
  public List<Tile> proof(Excerpt excerpt) {
    var tiles = new LinkedHashSet<Tile>();
    int levels = Tile.levels(excerpt.size());
    for (int level = levels - 1; level >= 0; level--) {
      var edge = Tile.last(level, excerpt.size());
      if (!edge.full()) {
        tiles.add(edge);
      }
    }
    for (long bundle : excerpt.bundles()) {
      long above = bundle;
      for (int level = 0; level < levels; level++) {
        // at the right edge a level may end before the bundle that it is above of
        if (above * Tile.FULL < excerpt.size() >> (Tile.HEIGHT * level)) {
          tiles.add(new Tile(level, above, Tile.FULL).asWideAsIn(excerpt.size()));
        }
        above /= Tile.FULL;
      }
    }
    return List.copyOf(tiles);
  }

  /// The bundle of that number, as wide as the excerpt's tree has it.
  public Tile bundle(Excerpt excerpt, long number) {
    return new Tile(Tile.ENTRIES, number, Tile.FULL).asWideAsIn(excerpt.size());
  }

  /// What this Region's copy holds, as far as it goes by now.
  public Copy copy(TenantId tenant) {
    return new Copy(new LogObjects(objects, tenant), publication.published(tenant).tiles());
  }

  /// Tiles and bundles.
  public static final class Copy {
    private final LogObjects objects;
    private final long size;

    private Copy(LogObjects objects, long size) {
      this.objects = objects;
      this.size = size;
    }

    /// What a tile or bundle holds.
    public Bytes content(Tile tile) {
      return objects.get(tile, size).orElseThrow(() -> BrokenLogException.forked(tile.path()));
    }
  }

  /// The entries of a bundle, as docs/spec/ledger-v1.md has them.
  public static List<JsonNode> entries(Bytes bundle) {
    return EntryBundle.decode(bundle).stream()
        .map(entry -> EntryReader.parse(new String(entry, StandardCharsets.US_ASCII)))
        .toList();
  }
}
