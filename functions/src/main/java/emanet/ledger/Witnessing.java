package emanet.ledger;

import emanet.ledger.tlog.Proofs;
import emanet.ledger.tlog.TileNodes;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Has witnesses cosign what this Region has published of the logs, and keeps their cosignatures
/// beside the checkpoints.
///
/// Sealing knows nothing of it. Each Region asks for its own copy, so that neither waits for the
/// other; a witness that one Region has shown more says so, and is asked again when this copy goes
/// that far. In order: the witness is asked; its line is verified; the cosigned note is put under
/// Object Lock; the newest cosigned note is put where it is served; how far the witness came is
/// noted. Stopped anywhere, the witness is asked anew, which it answers anew.
public final class Witnessing {
  private final Store store;
  private final Objects objects;
  private final String region;
  private final List<Witness> witnesses;
  private final WitnessPost post;
  private final Duration every;
  private final InstantSource clock;

  /// Witnesses that did not answer: they are not asked about further logs.
  private final Set<Witness> away = ConcurrentHashMap.newKeySet();

  /// @param region whose copy is kept in `objects`
  /// @param every how old a cosignature may be before the next is asked for
  public Witnessing(
      Store store,
      Objects objects,
      String region,
      List<Witness> witnesses,
      WitnessPost post,
      Duration every,
      InstantSource clock) {
    this.store = store;
    this.objects = objects;
    this.region = region;
    this.witnesses = List.copyOf(witnesses);
    this.post = post;
    this.every = every;
    this.clock = clock;
  }

  /// What a round came to.
  ///
  /// @param cosigned how many witnesses cosigned the log
  /// @param refused which did not, and why, in codes
  /// @param wanting for how long one has been asked for in vain
  public record Outcome(int cosigned, List<String> refused, Duration wanting) {
    public Outcome {
      refused = List.copyOf(refused);
    }
  }

  public boolean hasWitnesses() {
    return !witnesses.isEmpty();
  }

  /// Begins a run: whoever was away may be there again.
  public void begin() {
    away.clear();
  }

  /// Asks every witness whose next cosignature is due.
  public Outcome round(TenantId tenant) {
    var now = clock.instant();
    var known = known(tenant);
    var published = PublishedLog.of(Optional.ofNullable(known.get(publishedKey(tenant))));
    var newest = published.checkpoint();
    var states = new ArrayList<WitnessedLog>();
    for (var witness : witnesses) {
      var key = WitnessedLog.key(tenant, region, witness);
      states.add(WitnessedLog.of(Optional.ofNullable(known.get(key))));
    }
    var refused = new ArrayList<String>();
    int cosigned = 0;
    for (int i = 0; i < witnesses.size(); i++) {
      var witness = witnesses.get(i);
      var state = states.get(i);
      if (newest.isPresent() && state.isDue(newest.get(), now, every)) {
        var next = asked(tenant, witness, newest.get(), state, now, refused);
        states.set(i, next);
        if (next.size() > state.size()) {
          cosigned++;
          serve(tenant, states);
        }
        if (!next.equals(state)) {
          var _ = store.put(next.item(WitnessedLog.key(tenant, region, witness)), next.forward());
        }
      }
    }
    return new Outcome(cosigned, refused, longestWanting(states, now));
  }

  private Map<Key, Item> known(TenantId tenant) {
    var keys = new ArrayList<Key>();
    keys.add(publishedKey(tenant));
    witnesses.forEach(witness -> keys.add(WitnessedLog.key(tenant, region, witness)));
    return store.readAll(keys);
  }

  private Key publishedKey(TenantId tenant) {
    return PublishedLog.key(tenant, region);
  }

  private WitnessedLog asked(
      TenantId tenant,
      Witness witness,
      SignedCheckpoint newest,
      WitnessedLog state,
      Instant now,
      List<String> refused) {
    var came =
        away.contains(witness)
            ? new WitnessCall.Came.Away("AWAY")
            : new WitnessCall(post, witness, newest, from -> proof(tenant, from, newest.size()))
                .from(state.size());
    return switch (came) {
      case WitnessCall.Came.Cosigned(var line) -> {
        var signed = new SignedCheckpoint(newest.checkpoint(), newest.note().with(line));
        new LogObjects(objects, tenant).putCosigned(witness.id(), signed);
        yield state.with(signed, now);
      }
      case WitnessCall.Came.Refused(var why) -> {
        refused.add(witness.key().name() + ": " + why);
        yield state.wantingSince(now);
      }
      case WitnessCall.Came.Away(var why) -> {
        away.add(witness);
        refused.add(witness.key().name() + ": " + why);
        yield state.wantingSince(now);
      }
    };
  }

  /// RFC 6962 section 2.1.2, out of this Region's tiles.
  private List<Bytes> proof(TenantId tenant, long from, long to) {
    var copy = new LogObjects(objects, tenant);
    var nodes =
        new TileNodes(
            to,
            tile -> copy.get(tile, to).orElseThrow(() -> BrokenLogException.forked(tile.path())));
    return Proofs.consistency(from, to, nodes);
  }

  /// The largest cosigned checkpoint, with every witness's line that there is of it.
  private void serve(TenantId tenant, List<WitnessedLog> states) {
    var signed = states.stream().flatMap(state -> state.cosigned().stream()).toList();
    var newest = signed.stream().max(Comparator.comparingLong(SignedCheckpoint::size));
    newest.ifPresent(largest -> {
      var note = largest.note();
      for (var other : signed) {
        if (other.checkpoint().equals(largest.checkpoint())) {
          for (var line : other.note().signatures()) {
            note = note.signatures().contains(line) ? note : note.with(line);
          }
        }
      }
      new LogObjects(objects, tenant)
          .serveCosigned(new SignedCheckpoint(largest.checkpoint(), note));
    });
  }

  private static Duration longestWanting(List<WitnessedLog> states, Instant now) {
    return states.stream()
        .map(state -> state.wanting(now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
