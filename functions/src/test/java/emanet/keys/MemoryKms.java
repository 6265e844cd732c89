package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// The KMS port in memory: what it wrapped, it remembers. That AWS's protocol is spoken rightly is
/// tested against the edge.
public final class MemoryKms implements Kms {
  public static final String DEPLOYMENT_KEY = arn("eu-central-1", 'd');

  private record Wrapped(String keyArn, Map<String, String> context, SecretBytes key) {}

  private final Random random = new Random(7);
  private final Map<Bytes, Wrapped> wrapped = new HashMap<>();
  private final List<Map<String, String>> contexts =
      Collections.synchronizedList(new ArrayList<>());
  private final Set<String> unusable = new HashSet<>();
  private final Set<String> forgetful = new HashSet<>();
  private final List<String> loads = new ArrayList<>();
  private int generated;
  private int decrypted;
  private boolean down;
  private Runnable whileDecrypting = () -> {};

  public static String arn(String region, char letter) {
    return "arn:aws:kms:" + region + ":123456789012:key/mrk-" + String.valueOf(letter).repeat(32);
  }

  public synchronized int decrypted() {
    return decrypted;
  }

  /// The loads that calls carried, in their order.
  public synchronized List<String> loads() {
    return List.copyOf(loads);
  }

  public synchronized int generated() {
    return generated;
  }

  public List<Map<String, String>> contexts() {
    return List.copyOf(contexts);
  }

  public synchronized void disable(String keyArn) {
    unusable.add(keyArn);
  }

  public synchronized void enable(String keyArn) {
    unusable.remove(keyArn);
  }

  /// The key wraps, and unwraps to something else.
  public synchronized void makeForgetful(String keyArn) {
    forgetful.add(keyArn);
  }

  public synchronized void down(boolean now) {
    down = now;
  }

  public synchronized void whileDecrypting(Runnable step) {
    whileDecrypting = step;
  }

  /// Remembers `key` as if it had wrapped it.
  public synchronized Bytes remember(String keyArn, Map<String, String> context, byte[] key) {
    var ciphertext = new byte[64];
    random.nextBytes(ciphertext);
    wrapped.put(Bytes.of(ciphertext), new Wrapped(keyArn, context, SecretBytes.copyOf(key)));
    return Bytes.of(ciphertext);
  }

  @Override
  public synchronized Optional<Generated> generate(
      Optional<String> kmsKey, Map<String, String> context) {
    requireUp();
    generated++;
    contexts.add(context);
    var keyArn = kmsKey.orElse(DEPLOYMENT_KEY);
    if (unusable.contains(keyArn)) {
      return Optional.empty();
    }
    var key = new byte[32];
    random.nextBytes(key);
    return Optional.of(
        new Generated(SecretBytes.copyOf(key), remember(keyArn, context, key), keyArn));
  }

  @Override
  public Optional<SecretBytes> decrypt(
      String keyArn, Bytes bytes, Map<String, String> context, String load) {
    Runnable step;
    synchronized (this) {
      requireUp();
      decrypted++;
      loads.add(load);
      step = whileDecrypting;
    }
    step.run();
    synchronized (this) {
      if (unusable.contains(keyArn)) {
        return Optional.empty();
      }
      var found = wrapped.get(bytes);
      if (found == null || !found.keyArn.equals(keyArn) || !found.context.equals(context)) {
        throw new Fault.Tampered().exception();
      }
      return Optional.of(
          forgetful.contains(keyArn) ? SecretBytes.owning(new byte[32]) : found.key.copy());
    }
  }

  @Override
  public boolean multiRegion(String keyArn) {
    return keyArn.contains(":key/mrk-");
  }

  @Override
  public boolean same(String keyArn, String otherArn) {
    return id(keyArn).equals(id(otherArn));
  }

  private static String id(String keyArn) {
    return keyArn.substring(keyArn.lastIndexOf('/') + 1);
  }

  private void requireUp() {
    if (down) {
      throw Fault.Unavailable.shortly().exception();
    }
  }
}
