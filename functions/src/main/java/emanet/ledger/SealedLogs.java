package emanet.ledger;

import emanet.keys.Signer;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.Proofs;
import emanet.ledger.tlog.Tile;
import emanet.ledger.tlog.TileNodes;
import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The sealed logs as this Region's copy has them: checkpoints, tiles, and proofs made of tiles.
///
/// What is shown together fits together: a proof is for the checkpoint that it comes with. Not
/// guaranteed: that two Regions are equally far; one log's checkpoints are beginnings of one
/// another all the same.
public final class SealedLogs {
  private final Publication publication;
  private final LogIndex index;
  private final Checkpoints checkpoints;
  private final Objects objects;

  public SealedLogs(Store store, Objects objects, String region, Signer signer, String origin) {
    this.publication = new Publication(store, objects, region);
    this.index = new LogIndex(store);
    this.checkpoints = new Checkpoints(store, signer, origin);
    this.objects = objects;
  }

  /// That an entry is in the log.
  ///
  /// @param entry its bytes
  /// @param hashes from the leaf up, RFC 6962 section 2.1.1
  /// @param late whether it was sealed late
  /// @param checkpoint the signed note
  public record Proof(
      String entry, long index, long size, boolean late, List<Bytes> hashes, String checkpoint) {
    public Proof {
      hashes = List.copyOf(hashes);
    }
  }

  /// The newest signed note; empty where nothing is sealed yet.
  public Optional<String> checkpoint(TenantId tenant) {
    return publication.published(tenant).checkpoint().map(signed -> signed.note().encoded());
  }

  /// The newest note that a witness cosigned; empty where none did.
  public Optional<String> cosigned(TenantId tenant) {
    return copy(tenant).cosigned().map(signed -> signed.note().encoded());
  }

  /// The key that the tenant's log is checked by, as C2SP signed-note writes it.
  public String key(TenantId tenant) {
    return checkpoints.key(tenant).encoded();
  }

  /// A tile or bundle, if the log has so much of it.
  public Optional<Bytes> tile(TenantId tenant, Tile tile) {
    return copy(tenant).get(tile, publication.published(tenant).tiles());
  }

  /// Proves an entry; empty where there is none of that id, or it is not sealed yet.
  public Optional<Proof> prove(TenantId tenant, String id) {
    var signed = publication.published(tenant).checkpoint();
    return signed.flatMap(newest ->
        index
            .find(tenant, id, newest.size())
            .filter(place -> place.index() < newest.size())
            .map(place -> prove(tenant, newest, place)));
  }

  private Proof prove(TenantId tenant, SignedCheckpoint signed, LogIndex.Place place) {
    var copy = copy(tenant);
    var bundle = Tile.of(Tile.ENTRIES, signed.size()).get((int) (place.index() / Tile.FULL));
    var entries = EntryBundle.decode(required(copy, bundle, signed.size()));
    var nodes = new TileNodes(signed.size(), tile -> required(copy, tile, signed.size()));
    return new Proof(
        new String(entries.get(place.position()), StandardCharsets.US_ASCII),
        place.index(),
        signed.size(),
        place.late(),
        Proofs.inclusion(place.index(), signed.size(), nodes),
        signed.note().encoded());
  }

  private LogObjects copy(TenantId tenant) {
    return new LogObjects(objects, tenant);
  }

  private static Bytes required(LogObjects copy, Tile tile, long size) {
    return copy.get(tile, size).orElseThrow(() -> BrokenLogException.forked(tile.path()));
  }
}
