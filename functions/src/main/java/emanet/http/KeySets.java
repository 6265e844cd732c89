package emanet.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Recent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Issuers' public keys, from their configured addresses only.
///
/// A set is used for 5 minutes, so a key that its issuer has withdrawn is trusted that long at
/// most. An unknown key id fetches the set anew, at most once a minute for one address: whoever
/// invents ids cannot make this a load on an issuer. If an issuer cannot be reached, the set known
/// is used for an hour; without one, the answer is `Unavailable`.
public final class KeySets {
  static final Duration FRESH = Duration.ofMinutes(5);
  static final Duration USABLE = Duration.ofHours(1);
  static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
  static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private static final int SETS = 200;
  private static final int KEYS = 100;
  private static final int LEAST_BITS = 2048;

  /// Verifying with a greater modulus would cost more than a call is worth.
  private static final int MOST_BITS = 8192;

  private final Pages outbound;
  private final InstantSource clock;
  private final Map<URI, KeySet> sets = Recent.atMost(SETS);

  public KeySets(Pages outbound, InstantSource clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /// A key that is fit to verify signatures.
  ///
  /// @param algorithm the only one it is for, where its issuer says so
  record SigningKey(String id, Optional<String> algorithm, RSAPublicKey key) {}

  /// The keys of that id; more than one only if the issuer named several alike.
  ///
  /// @throws FaultException `Unavailable` if no set can be had
  List<SigningKey> find(URI address, String keyId) {
    KeySet set;
    synchronized (sets) {
      set = sets.computeIfAbsent(address, KeySet::new);
    }
    return set.find(keyId);
  }

  /// The set of one address. Its lock is held while it is fetched, so that many calls at once fetch
  /// it once.
  private final class KeySet {
    private final URI address;
    private List<SigningKey> keys = List.of();
    private Instant fetched = Instant.MIN;
    private Instant tried = Instant.MIN;

    KeySet(URI address) {
      this.address = address;
    }

    synchronized List<SigningKey> find(String keyId) {
      var now = clock.instant();
      if (!fetched.isAfter(now.minus(FRESH))) {
        fetch(now);
      }
      var found = withId(keyId);
      if (found.isEmpty() && !fetched.isAfter(now.minus(BETWEEN_FETCHES))) {
        fetch(now);
        found = withId(keyId);
      }
      if (!fetched.isAfter(now.minus(USABLE))) {
        throw Fault.Unavailable.shortly().exception();
      }
      return found;
    }

    private List<SigningKey> withId(String keyId) {
      return keys.stream().filter(key -> key.id().equals(keyId)).toList();
    }

    private void fetch(Instant now) {
      if (tried.isAfter(now.minus(fetched.equals(tried) ? BETWEEN_FETCHES : BETWEEN_TRIES))) {
        return;
      }
      tried = now;
      try {
        keys = parse(outbound.get(address));
        fetched = now;
      } catch (FaultException | ParseException e) {
        // the set known is still used for a while: see `find`
        return;
      }
    }
  }

  /// A key that is not understood, or is out of what is allowed, is left out, and the others serve
  /// (RFC 7517 §5): an issuer adds one of a new kind without asking anybody.
  private static List<SigningKey> parse(byte[] document) throws ParseException {
    var set = JSONObjectUtils.parse(new String(document, StandardCharsets.UTF_8));
    var listed = JSONObjectUtils.getJSONObjectArray(set, "keys");
    if (listed == null) {
      throw new ParseException("it has no keys", 0);
    }
    var keys = new ArrayList<SigningKey>();
    for (var key : listed) {
      if (keys.size() < KEYS) {
        rsa(key).flatMap(KeySets::signing).ifPresent(keys::add);
      }
    }
    return List.copyOf(keys);
  }

  private static Optional<RSAKey> rsa(Map<String, Object> key) {
    try {
      return JWK.parse(key) instanceof RSAKey rsa ? Optional.of(rsa) : Optional.empty();
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty(); // by which of these depends on what is wrong with it
    }
  }

  private static Optional<SigningKey> signing(RSAKey key) {
    boolean forSigning = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean forVerifying =
        key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
    if (key.getKeyID() == null || !forSigning || !forVerifying) {
      return Optional.empty();
    }
    try {
      var rsa = key.toRSAPublicKey();
      int bits = rsa.getModulus().bitLength();
      boolean strong =
          bits >= LEAST_BITS
              && bits <= MOST_BITS
              && rsa.getPublicExponent().bitLength() > 1
              && rsa.getPublicExponent().testBit(0);
      var algorithm = Optional.ofNullable(key.getAlgorithm()).map(a -> a.getName());
      return strong
          ? Optional.of(new SigningKey(key.getKeyID(), algorithm, rsa))
          : Optional.empty();
    } catch (JOSEException e) {
      return Optional.empty(); // not a key that this platform can use
    }
  }
}
