package emanet.ledger;

import emanet.ledger.tlog.Hashing;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Numbers a tenant's durable entries, each once, and grows the tree over them.
///
/// An entry's id is stamped before it is put, and a put takes 10 s at most, so what is read again
/// for `OVERLAP` is complete; entries that come later still are found by `Reconciliation`. However
/// much there is to seal, it is read through once in a round, and not once for each batch.
///
/// What is new is decided by **one** conditional write of the log's head, which names the entries:
/// of two sealers that met, one wrote, and the other's reading counts for nothing. So the log never
/// goes back and never forks, however many seal it, in whichever Region. The steps, in order:
///
/// 1. the head's last batch is indexed, if it is not yet (`LogIndex`);
/// 2. the shards are read from `through` less `OVERLAP` on;
/// 3. what the index lacks is put into the head, as soon as it makes a `BATCH`;
/// 4. that batch is indexed, and the reading goes on.
///
/// Stopped after any of them, the next round goes on where it stands. Signing and publishing follow
/// from the head (`Checkpoints`, `Publication`).
final class Sealer {
  /// How much of what was read before is read again.
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /// How far an entry's clock may be ahead of the sealer's.
  static final Duration AHEAD = Duration.ofMinutes(1);

  /// Entries in one write of the head: 47 bytes each, in an item of 400 KB.
  static final int BATCH = 2048;

  /// How long the head of an idle log goes unwritten.
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Store store;
  private final LogIndex index;
  private final InstantSource clock;
  private final int most;

  Sealer(Store store, InstantSource clock) {
    this(store, clock, BATCH);
  }

  /// @param most entries in one write of the head, `BATCH` or fewer
  Sealer(Store store, InstantSource clock, int most) {
    this.store = store;
    this.index = new LogIndex(store);
    this.clock = clock;
    this.most = most;
  }

  /// What a round came to.
  ///
  /// @param oldest how old the oldest entry was when it was sealed; zero if none was
  /// @param done whether nothing is left that was durable when the round began
  record Round(int sealed, Duration oldest, boolean done) {
    static final Round NOTHING = new Round(0, Duration.ZERO, true);
  }

  Optional<LogHead> head(TenantId tenant) {
    return store.read(LogHead.key(tenant)).map(LogHead::of);
  }

  /// Seals what is durable by now, a batch at least, and further ones as long as `goOn` says so.
  ///
  /// @param since no entry is older; asked for a log that has no head yet
  Round seal(TenantId tenant, Instant since, BooleanSupplier goOn) {
    var now = clock.instant();
    var head = head(tenant).orElseGet(() -> LogHead.start(since));
    index.add(tenant, head);
    var reading = new Reading(tenant, head.through().minus(OVERLAP), now.plus(AHEAD));
    if (!reading.hasMore() && head.through().plus(IDLE).isAfter(now)) {
      return Round.NOTHING;
    }
    var oldest = reading.age(now);
    int sealed = 0;
    do {
      var batch = reading.batch();
      var through = reading.hasMore() ? reached(batch, now) : now;
      var next = append(tenant, head, batch, through, false);
      if (next.isEmpty()) {
        return new Round(sealed, oldest, false);
      }
      head = next.get();
      sealed += batch.size();
    } while (reading.hasMore() && goOn.getAsBoolean());
    return new Round(sealed, oldest, !reading.hasMore());
  }

  /// How far a reading that began at `now` has come. Not beyond that: what gets an earlier id by
  /// another clock may not have been durable yet.
  private static Instant reached(List<SealedEntry> batch, Instant now) {
    var last = Ids.timeOf(batch.getLast().id());
    return last.isBefore(now) ? last : now;
  }

  /// Adds a batch at the end, and notes how far the shards have been read.
  ///
  /// @param batch of `BATCH` entries at most; may be empty
  /// @return the head as it is then; empty if somebody else wrote it in between
  Optional<LogHead> append(
      TenantId tenant, LogHead known, List<SealedEntry> batch, Instant through, boolean late) {
    var grown = batch.isEmpty() ? known.again() : known.with(batch, clock.instant(), late);
    var next = grown.readThrough(through);
    if (!write(tenant, next)) {
      return Optional.empty();
    }
    index.add(tenant, next);
    return Optional.of(next);
  }

  /// Entries of a time that are not in the tree, in the order of their ids.
  private final class Reading {
    private final Set<String> known;
    private final Shards entries;
    private @Nullable SealedEntry next;

    Reading(TenantId tenant, Instant from, Instant to) {
      this.known = index.idsSince(tenant, from);
      this.entries = new Shards(store, tenant, from, to);
      this.next = following();
    }

    boolean hasMore() {
      return next != null;
    }

    /// How old the first of them is; zero where there is none.
    Duration age(Instant now) {
      return next == null ? Duration.ZERO : Duration.between(Ids.timeOf(next.id()), now);
    }

    List<SealedEntry> batch() {
      var batch = new ArrayList<SealedEntry>();
      for (var entry = next; entry != null && batch.size() < most; entry = next) {
        batch.add(entry);
        next = following();
      }
      return batch;
    }

    private @Nullable SealedEntry following() {
      while (entries.hasNext()) {
        var item = entries.next();
        if (!known.contains(item.key().sort())) {
          return entry(item);
        }
      }
      return null;
    }
  }

  static SealedEntry entry(Item item) {
    var leaf = item.text(Placement.LEAF).getBytes(StandardCharsets.US_ASCII);
    return new SealedEntry(item.key().sort(), Hashing.leaf(leaf));
  }

  private boolean write(TenantId tenant, LogHead next) {
    var item = next.item(tenant);
    return switch (store.put(item, next.follows())) {
      case Written.Done _ -> true;
      // its own write, if that was done and the answer lost
      case Written.Conflict conflict -> conflict.current().equals(Optional.of(item));
    };
  }
}
