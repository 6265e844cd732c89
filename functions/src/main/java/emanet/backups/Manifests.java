package emanet.backups;

import emanet.fault.FaultException;
import emanet.keys.Ed25519;
import emanet.keys.Signer;
import emanet.store.Objects.Put;
import emanet.values.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Manifests, as they lie in a depot: `manifests/<moment>-<backup>.json`, written once, kept as
/// long as the longest-lived copy.
final class Manifests {
  private static final String FOLDER = "manifests/";
  private static final String END = ".json";
  private static final int PAGE = 1000;

  private final Depots depots;
  private final Signer signer;
  private final String deployment;
  private Optional<Bytes> publicKey = Optional.empty();

  Manifests(Depots depots, Signer signer, String deployment) {
    this.depots = depots;
    this.signer = signer;
    this.deployment = deployment;
  }

  /// A backup that has a manifest, by its name alone: neither read nor verified.
  record Named(String id, Instant at) {}

  String deployment() {
    return deployment;
  }

  /// Signs and writes a manifest, or finds it there.
  ///
  /// @return false if another stands under its name
  boolean write(Manifest manifest, Duration life) {
    var name = name(manifest.id(), manifest.at());
    var content = ManifestText.write(manifest, signer);
    var until = Optional.of(manifest.at().plus(life));
    return depots.of(manifest.region()).manifests().putOnce(name, content, until) != Put.OTHER;
  }

  private static String name(String id, Instant at) {
    return FOLDER + Stamp.of(at) + "-" + id + END;
  }

  /// Whether a backup's manifest stands, where it was made.
  boolean stands(String region, String id, Instant at) {
    return depots.of(region).manifests().get(name(id, at)).isPresent();
  }

  /// All that there are, newest first: those that this Region has, and the other one if it can be
  /// reached.
  List<Named> all() {
    var all = new ArrayList<>(of(depots.here()));
    try {
      depots.other().ifPresent(other -> all.addAll(of(other)));
    } catch (FaultException e) {
      // what was made there is replicated to here
    }
    return all.stream()
        .distinct()
        .sorted(Collections.reverseOrder(Comparator.comparing(Named::at).thenComparing(Named::id)))
        .toList();
  }

  private static List<Named> of(Depot depot) {
    var all = new ArrayList<Named>();
    var names = depot.manifests().list(FOLDER, Optional.empty(), PAGE);
    for (var last = names; !last.isEmpty(); ) {
      last.stream().flatMap(name -> named(name).stream()).forEach(all::add);
      last =
          last.size() < PAGE
              ? List.of()
              : depot.manifests().list(FOLDER, Optional.of(last.getLast()), PAGE);
    }
    return all;
  }

  private static Optional<Named> named(String name) {
    if (!name.endsWith(END)) {
      return Optional.empty();
    }
    var bare = name.substring(FOLDER.length(), name.length() - END.length());
    int dash = bare.indexOf('-');
    return dash < 0
        ? Optional.empty()
        : Stamp.parse(bare.substring(0, dash)).map(at -> new Named(bare.substring(dash + 1), at));
  }

  /// A manifest, verified, out of the nearest depot that has it. One that is wrong, under whichever
  /// name, keeps nobody from a right one, nor does a Region that cannot be asked.
  Manifest read(String id) throws BrokenBackup {
    var tried = new Tried();
    for (var depot : depots.all()) {
      try {
        for (var one : named(depot, id)) {
          try {
            return read(one);
          } catch (BrokenBackup e) {
            tried.broken(e);
          }
        }
      } catch (FaultException e) {
        tried.away(e);
      }
    }
    throw tried.end(new BrokenBackup(Flaw.ABSENT, ""));
  }

  /// Those of that id, newest first.
  private static List<Named> named(Depot depot, String id) {
    return of(depot).stream()
        .filter(one -> one.id().equals(id))
        .sorted(Comparator.comparing(Named::at).reversed())
        .toList();
  }

  /// The same, where its name is known. Of two Regions' copies the right one is taken.
  Manifest read(Named named) throws BrokenBackup {
    var tried = new Tried();
    for (var depot : depots.all()) {
      try {
        var content = depot.manifests().get(name(named.id(), named.at()));
        if (content.isPresent()) {
          return verified(named, content.get());
        }
      } catch (BrokenBackup e) {
        tried.broken(e);
      } catch (FaultException e) {
        tried.away(e);
      }
    }
    throw tried.end(new BrokenBackup(Flaw.ABSENT, ""));
  }

  /// The name orders backups and says how old they are, and is not signed: so it must say what is.
  private Manifest verified(Named named, Bytes content) throws BrokenBackup {
    var manifest = ManifestText.read(content, named.id(), deployment, publicKey());
    if (!Stamp.of(manifest.at()).equals(Stamp.of(named.at()))) {
      throw new BrokenBackup(Flaw.MISNAMED, "");
    }
    return manifest;
  }

  /// Whether it could be restored whole, keys included, as far as its manifest says.
  boolean isGood(Named named, Instant now) {
    try {
      return read(named).keysUntil().isAfter(now);
    } catch (BrokenBackup e) {
      return false;
    }
  }

  /// Whether there is one that is this deployment's, keys or no keys.
  boolean isOurs(Named named) {
    try {
      var _ = read(named);
      return true;
    } catch (BrokenBackup e) {
      return false;
    }
  }

  private synchronized Bytes publicKey() {
    var key = publicKey.orElseGet(() -> Ed25519.ofInfo(signer.publicKey()));
    publicKey = Optional.of(key);
    return key;
  }
}
