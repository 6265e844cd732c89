package emanet.ledger;

import emanet.keys.Ed25519;
import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Tile;
import emanet.ledger.tlog.TileGrowth;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A log of very many entries in a folder, as sealing leaves it and `aws s3 sync` brings it: made
/// by what makes entries, tiles and checkpoints in the cloud, round by round, but for the tables
/// and KMS.
final class LongLog {
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final TenantId TENANT = new TenantId("acme");
  private static final Set<String> FIELDS = Set.of("nationalId", "givenName", "familyName");

  final NoteKey key;
  private final KeyPair pair;
  private final LogObjects objects;
  private final Random random = new Random(4);
  private final MovingClock clock = new MovingClock(START);
  private final Ids ids;

  /// The entries of the bundle at the right edge.
  private final List<byte[]> edge = new ArrayList<>();

  private long size;

  LongLog(Path folder) {
    objects = new LogObjects(new FolderObjects(folder), TENANT);
    ids =
        new Ids(
            length -> {
              var bytes = new byte[length];
              random.nextBytes(bytes);
              return bytes;
            },
            clock);
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    key =
        new NoteKey(
            "emanet.test/ledger/" + TENANT,
            NoteKey.Kind.ED25519,
            Ed25519.ofInfo(Bytes.of(pair.getPublic().getEncoded())));
  }

  /// Grows the log to that size by rounds of so many entries.
  void grow(long to, int round) {
    while (size < to) {
      seal((int) Math.min(round, to - size));
    }
  }

  /// One round's entries, tiles and checkpoint.
  private void seal(int count) {
    var growth = new TileGrowth(size, this::rightmost);
    for (var entry : entries(count)) {
      growth.add(Hashing.leaf(entry));
      edge.add(entry);
      size++;
      if (edge.size() == Tile.FULL) {
        putEdge();
        edge.clear();
      }
    }
    if (!edge.isEmpty()) {
      putEdge();
    }
    growth.tiles().forEach(objects::put);
    sign(new Checkpoint(key.name(), size, growth.root()));
  }

  private void putEdge() {
    var bundle = new Tile(Tile.ENTRIES, (size - 1) / Tile.FULL, edge.size());
    objects.put(bundle, EntryBundle.encode(edge));
  }

  private Bytes rightmost(Tile tile) {
    return tile.level() == 0
        ? HashList.encode(edge.stream().map(Hashing::leaf).toList())
        : objects.get(tile).orElseThrow();
  }

  private void sign(Checkpoint checkpoint) {
    try {
      var engine = Signature.getInstance("Ed25519");
      engine.initSign(pair.getPrivate());
      engine.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      var line = key.line(Bytes.of(engine.sign()));
      objects.putCheckpoint(
          new SignedCheckpoint(checkpoint, new Note(checkpoint.text(), List.of(line))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A round's entries, in the order of their ids, which they begin with.
  private List<byte[]> entries(int count) {
    var leaves = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      leaves.add(entry());
      clock.advance(ROUND.dividedBy(count));
    }
    leaves.sort(Comparator.naturalOrder());
    return leaves.stream().map(leaf -> leaf.getBytes(StandardCharsets.US_ASCII)).toList();
  }

  /// A read of a person's record, as most entries are.
  private String entry() {
    var caller =
        new Caller(
            TENANT,
            new ActorId("agent-" + random.nextInt(50)),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            Instant.MAX,
            ids.random());
    var intent =
        Intent.of(caller, Action.READ)
            .under(new ActivityCode("hr-administration"), 3)
            .about(new SubjectId(ids.random()))
            .in(new CategoryCode("identity"))
            .at(new RecordId("main"))
            .ofFields(FIELDS);
    var fragment = Hashing.leaf(caller.requestId().getBytes(StandardCharsets.US_ASCII));
    return Leaf.ofIntent(TENANT, ids.ordered(), intent, Optional.of(fragment));
  }
}
