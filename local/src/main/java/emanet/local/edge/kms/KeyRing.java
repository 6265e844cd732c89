package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All keys and aliases. Whoever looks at or changes a key's state does so inside `guarded`.
final class KeyRing {
  private final InstantSource clock;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, SortedMap<String, String>> aliases = new TreeMap<>();

  KeyRing(InstantSource clock) {
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  void add(Key key) {
    keys.put(key.id(), key);
  }

  /// By key id, key ARN, alias or alias ARN.
  Key find(String region, String reference) {
    var local = Names.local(region, reference);
    if (!local.startsWith(Names.ALIAS)) {
      return byId(region, local)
          .orElseThrow(() ->
              Names.noKey(reference.startsWith("arn:") ? reference : Names.keyArn(region, local)));
    }
    return Optional.ofNullable(aliases(region).get(local))
        .flatMap(id -> byId(region, id))
        .orElseThrow(() -> noAlias(region, local));
  }

  /// By key id, if the key is in that Region.
  Optional<Key> byId(String region, String id) {
    dropWhatIsGone();
    return Optional.ofNullable(keys.get(id)).filter(key -> key.in(region).isPresent());
  }

  List<Key> in(String region) {
    dropWhatIsGone();
    return keys.values().stream().filter(key -> key.in(region).isPresent()).toList();
  }

  /// Alias to key id.
  SortedMap<String, String> aliases(String region) {
    return aliases.computeIfAbsent(region, _ -> new TreeMap<>());
  }

  static AwsFailure noAlias(String region, String alias) {
    return new AwsFailure(
        "NotFoundException", "Alias " + Names.aliasArn(region, alias) + " is not found.");
  }

  private void dropWhatIsGone() {
    var now = clock.instant();
    for (var key : new ArrayList<>(keys.values())) {
      // a primary key outlives its replicas
      key.copies()
          .values()
          .removeIf(copy -> !copy.region().equals(key.primary()) && gone(key, copy, now));
      if (key.copies().size() == 1) {
        key.copies().values().removeIf(copy -> gone(key, copy, now));
      }
      if (key.copies().isEmpty()) {
        keys.remove(key.id());
      }
    }
  }

  private boolean gone(Key key, Copy copy, java.time.Instant now) {
    if (!copy.goneBy(now)) {
      return false;
    }
    aliases(copy.region()).values().removeIf(key.id()::equals);
    return true;
  }
}
