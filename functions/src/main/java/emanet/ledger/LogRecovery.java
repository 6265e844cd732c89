package emanet.ledger;

import emanet.keys.Signer;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Tile;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings a log in the table up to the newest checkpoint in S3, after the table was restored from a
/// backup, or made anew: else the sealer would number again what is numbered, and sign a tree that
/// another checkpoint contradicts. Tiles hold the entries' own bytes, so entries, their places and
/// the head all come back from them; what was never sealed comes back from a backup alone.
///
/// Each Region publishes by itself, and may be behind the other: so both copies are read, and the
/// log is what the further one says. Where the other Region cannot be asked, nothing is recovered:
/// what it alone has was signed, and shown.
///
/// In steps of one bundle: its entries, then the head, then the index. Stopped anywhere and run
/// again, it goes on from the head; until it is through, the table has no checkpoint. The tree must
/// have the roots of both copies' checkpoints, and these must bear this deployment's signature.
public final class LogRecovery {
  /// Entries that are taken over at once.
  private static final int BATCH = 100;

  private final Store store;
  private final LogIndex index;
  private final Checkpoints checkpoints;
  private final Map<String, Objects> buckets;
  private final InstantSource clock;

  /// @param objects this Region's copy
  /// @param neighbour the other's; empty in a deployment of one Region
  public LogRecovery(
      Store store,
      Objects objects,
      String region,
      Optional<LogExcerpts.Neighbour> neighbour,
      Signer signer,
      String origin,
      InstantSource clock) {
    this.store = store;
    this.index = new LogIndex(store);
    this.checkpoints = new Checkpoints(store, signer, origin);
    this.buckets = new LinkedHashMap<>();
    this.buckets.put(region, objects);
    neighbour.ifPresent(other -> buckets.put(other.region(), other.objects()));
    this.clock = clock;
  }

  /// One Region's, of one tenant.
  private record Copy(String region, LogObjects log, Optional<SignedCheckpoint> newest) {
    long size() {
      return newest.map(SignedCheckpoint::size).orElse(0L);
    }
  }

  /// Brings a tenant's log up to its newest checkpoint, if the table has none.
  ///
  /// @throws BrokenLogException as `catchUp`
  void catchUpWhereLost(TenantId tenant) {
    if (checkpoints.newest(tenant).isEmpty()) {
      var _ = catchUp(tenant);
    }
  }

  /// Brings a tenant's log up to its newest checkpoint.
  ///
  /// @return how many entries came back
  /// @throws BrokenLogException if what is in S3 is not what was signed
  /// @throws emanet.fault.FaultException `Unavailable` where a Region's copy cannot be read, also
  ///   where the other one has a checkpoint
  public long catchUp(TenantId tenant) {
    var copies =
        buckets.entrySet().stream()
            .map(bucket -> copy(tenant, bucket.getKey(), bucket.getValue()))
            .sorted(Comparator.comparingLong(Copy::size))
            .toList();
    if (copies.getLast().newest().isEmpty()) {
      return 0;
    }
    var head = store.read(LogHead.key(tenant)).map(LogHead::of);
    head.ifPresent(known -> index.add(tenant, known));
    long size = head.map(LogHead::size).orElse(0L);
    var last = head.orElseGet(() -> LogHead.start(Instant.EPOCH));
    for (var copy : copies) {
      last = grown(tenant, last, copy.size(), copies);
      requireRoot(last, copy);
    }
    // also where an earlier run was stopped just before
    copies.forEach(copy -> settle(tenant, copy));
    return last.size() - size;
  }

  private Copy copy(TenantId tenant, String region, Objects objects) {
    var log = new LogObjects(objects, tenant);
    var newest = log.newestCheckpoint();
    newest.ifPresent(signed -> {
      if (!checkpoints.isOurs(tenant, signed)) {
        throw BrokenLogException.forked(tenant + "/checkpoint of " + signed.size());
      }
    });
    return new Copy(region, log, newest);
  }

  /// A head that has gone further says nothing of a smaller tree.
  private static void requireRoot(LogHead head, Copy copy) {
    boolean other =
        copy.newest()
            .map(SignedCheckpoint::checkpoint)
            .filter(signed -> signed.size() == head.size())
            .filter(signed -> !signed.root().equals(head.frontier().root()))
            .isPresent();
    if (other) {
      throw BrokenLogException.otherRoot(head.size());
    }
  }

  private LogHead grown(TenantId tenant, LogHead from, long size, List<Copy> copies) {
    var head = from;
    while (head.size() < size) {
      long number = head.size() / Tile.FULL;
      int width = (int) Math.min(Tile.FULL, size - number * Tile.FULL);
      var bundle = bundle(new Tile(Tile.ENTRIES, number, width), copies);
      int known = (int) (head.size() - number * Tile.FULL);
      head = with(tenant, head, EntryBundle.decode(bundle).subList(known, width));
    }
    return head;
  }

  /// From whichever copy has it.
  private static Bytes bundle(Tile tile, List<Copy> copies) {
    return copies.stream()
        .flatMap(copy -> copy.log().get(tile, copy.size()).stream())
        .findFirst()
        .orElseThrow(() -> BrokenLogException.forked(tile.path()));
  }

  private LogHead with(TenantId tenant, LogHead head, List<byte[]> leaves) {
    var entries = new ArrayList<SealedEntry>();
    var items = new HashMap<String, Item>();
    for (var leaf : leaves) {
      var text = new String(leaf, StandardCharsets.US_ASCII);
      var json = EntryReader.parse(text);
      var id = json.path("id").asText();
      entries.add(new SealedEntry(id, Hashing.leaf(leaf)));
      items.put(id, item(tenant, id, text, json, items));
    }
    store.writeAll(items.values(), List.of());
    var last = head;
    for (var run : Run.of(head.latest(), entries)) {
      last = with(tenant, last, run);
    }
    return last;
  }

  /// Entries on end that came late, or did not.
  private record Run(List<SealedEntry> entries, boolean late) {
    static List<Run> of(Instant latest, List<SealedEntry> entries) {
      var runs = new ArrayList<Run>();
      var newest = latest;
      for (var entry : entries) {
        var at = Ids.timeOf(entry.id());
        boolean late = at.isBefore(newest.minus(LogIndex.DISORDER));
        if (runs.isEmpty() || runs.getLast().late() != late) {
          runs.add(new Run(new ArrayList<>(), late));
        }
        runs.getLast().entries().add(entry);
        newest = LogHead.later(newest, at);
      }
      return runs;
    }
  }

  /// What was sealed so far had been read through: the sealer does not begin from the start.
  private LogHead with(TenantId tenant, LogHead head, Run run) {
    var now = LogHead.later(clock.instant(), head.sealed());
    var grown = head.with(run.entries(), now, run.late());
    var next = grown.readThrough(grown.latest().minus(Sealer.AHEAD));
    if (!(store.put(next.item(tenant), next.follows()) instanceof emanet.store.Written.Done)) {
      throw emanet.fault.Fault.Unavailable.shortly().exception();
    }
    index.add(tenant, next);
    return next;
  }

  /// The entry's item, as it was when it was appended.
  private Item item(
      TenantId tenant,
      String id,
      String leaf,
      com.fasterxml.jackson.databind.JsonNode json,
      Map<String, Item> beside) {
    if (json.path("kind").asText().equals("INTENT")) {
      var subject = Optional.of(json.path("subject").asText()).filter(text -> !text.isEmpty());
      return Placement.again(tenant, id, id, id, json.path("actor").asText(), subject, leaf);
    }
    var of = json.path("of").asText();
    var intent =
        Optional.ofNullable(beside.get(of)).or(() -> store.read(Placement.key(tenant, of)));
    var entry = intent.map(item -> EntryReader.parse(item.text(Placement.LEAF)));
    var actor = entry.map(one -> one.path("actor").asText()).orElse("unknown");
    var subject = entry.map(one -> one.path("subject").asText()).filter(text -> !text.isEmpty());
    return Placement.again(tenant, id, of, of + "." + id, actor, subject, leaf);
  }

  /// The checkpoint, and that this Region's copy goes so far, as the sealer leaves them.
  private void settle(TenantId tenant, Copy copy) {
    copy.newest()
        .ifPresent(signed -> {
          var published = new PublishedLog(signed.size(), copy.newest());
          var _ =
              store.put(
                  published.item(PublishedLog.key(tenant, copy.region())), published.forward());
          var _ = store.put(signed.item(tenant), signed.newest());
        });
  }

  /// Where a log's head lies.
  public static Key item(TenantId tenant) {
    return LogHead.key(tenant);
  }

  /// Takes over entries of another table that are not here yet, sealed or not: those since the
  /// latest that is sealed here, but none from before `since`.
  public void take(Store from, TenantId tenant, Instant since) {
    var sealed = store.read(LogHead.key(tenant)).map(LogHead::of).map(LogHead::latest);
    var begin =
        sealed.map(latest -> LogHead.later(latest.minus(LogIndex.DISORDER), since)).orElse(since);
    var entries = new Shards(from, tenant, begin, clock.instant().plus(Sealer.AHEAD));
    while (entries.hasNext()) {
      var batch = new ArrayList<Item>();
      while (batch.size() < BATCH && entries.hasNext()) {
        batch.add(entries.next());
      }
      var here = store.readAll(batch.stream().map(Item::key).toList()).keySet();
      store.writeAll(batch.stream().filter(item -> !here.contains(item.key())).toList(), List.of());
    }
  }
}
