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

/// Numbers a tenant's durable entries, each once, and grows the tree over them.
///
/// An entry's id is stamped before it is put, and a put takes 10 s at most, so what is read again
/// for `OVERLAP` is complete; entries that come later still are found by `Reconciliation`.
///
/// What is new is decided by **one** conditional write of the log's head, which names the entries:
/// of two sealers that met, one wrote, and the other's reading counts for nothing. So the log never
/// goes back and never forks, however many seal it, in whichever Region. The steps, in order:
///
/// 1. the head's last batch is indexed, if it is not yet (`LogIndex`);
/// 2. the shards are read from `through` less `OVERLAP` on;
/// 3. what the index lacks is put into the head, at most `BATCH` entries at a time;
/// 4. that batch is indexed.
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

  /// What one round takes on: what is left is for the next.
  private static final int MOST = 24 * BATCH;

  /// How long the head of an idle log goes unwritten.
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Store store;
  private final LogIndex index;
  private final InstantSource clock;

  Sealer(Store store, InstantSource clock) {
    this.store = store;
    this.index = new LogIndex(store);
    this.clock = clock;
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

  /// Seals what is durable by now.
  ///
  /// @param since no entry is older; asked for a log that has no head yet
  Round seal(TenantId tenant, Instant since) {
    var now = clock.instant();
    var stored = head(tenant);
    var head = stored.orElseGet(() -> LogHead.start(since));
    index.add(tenant, head);
    var from = head.through().minus(OVERLAP);
    var found = unsealed(tenant, from, now.plus(AHEAD));
    if (found.isEmpty() && head.through().plus(IDLE).isAfter(now)) {
      return Round.NOTHING;
    }
    boolean all = found.size() < MOST;
    var through = all ? now : Ids.timeOf(found.getLast().id());
    var sealed = append(tenant, head, found, through, false);
    return new Round(sealed, age(found, now), all && sealed == found.size());
  }

  /// Adds entries at the end, batch by batch, and notes how far the shards have been read.
  ///
  /// @return how many; fewer than all if somebody else wrote the head in between
  int append(
      TenantId tenant, LogHead known, List<SealedEntry> entries, Instant through, boolean late) {
    var head = known;
    int done = 0;
    do {
      var batch = entries.subList(done, Math.min(done + BATCH, entries.size()));
      var next = batch.isEmpty() ? head.again() : head.with(batch, clock.instant(), late);
      if (done + batch.size() == entries.size()) {
        next = next.readThrough(through);
      }
      if (!write(tenant, next)) {
        return done;
      }
      index.add(tenant, next);
      head = next;
      done += batch.size();
    } while (done < entries.size());
    return done;
  }

  /// Entries of that time that are not in the tree, in the order of their ids.
  private List<SealedEntry> unsealed(TenantId tenant, Instant from, Instant to) {
    var known = index.idsSince(tenant, from);
    var found = new ArrayList<SealedEntry>();
    var entries = new Shards(store, tenant, from, to);
    while (found.size() < MOST && entries.hasNext()) {
      var item = entries.next();
      if (!known.contains(item.key().sort())) {
        found.add(entry(item));
      }
    }
    return found;
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

  private static Duration age(List<SealedEntry> found, Instant now) {
    return found.isEmpty()
        ? Duration.ZERO
        : Duration.between(Ids.timeOf(found.getFirst().id()), now);
  }
}
