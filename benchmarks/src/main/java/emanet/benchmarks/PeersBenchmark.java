package emanet.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.benchmarks.peers.Peers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The same record sealed and opened by what a user would pick instead.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeersBenchmark {
  private static final Map<String, String> CONTEXT =
      Map.of(
          "tenant", "acme",
          "subject", "0123456789abcdefghjkmnpqrs",
          "category", "identity",
          "record", "main");

  /// Which of them.
  public enum Peer {
    TINK("Tink AES256_GCM, key in memory"),
    TINK_KMS("Tink KmsEnvelopeAead"),
    ESDK_HIERARCHICAL("AWS Encryption SDK, hierarchical keyring"),
    ESDK_KMS("AWS Encryption SDK, KMS keyring"),
    DB_UNSIGNED("AWS Database Encryption SDK, hierarchical, unsigned"),
    DB_SIGNED("AWS Database Encryption SDK, default suite (ECDSA P-384)");

    final String title;

    Peer(String title) {
      this.title = title;
    }

    boolean sealsItems() {
      return this == DB_UNSIGNED || this == DB_SIGNED;
    }
  }

  @Param public Peer peer = Peer.TINK;

  private final byte[] json = EmployeeRecord.json();
  private final Map<String, AttributeValue> item = item();
  private final Peers peers = new Peers();
  private Peers.Sealer sealer = new Unset();
  private Peers.ItemSealer items = new UnsetItems();
  private byte[] sealed = new byte[0];
  private Map<String, AttributeValue> sealedItem = Map.of();

  /// Stops at once if what is measured would not be true.
  @Setup
  public void check() throws GeneralSecurityException {
    var associated = CONTEXT.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    switch (peer) {
      case TINK -> sealer = peers.tink(associated);
      case TINK_KMS -> sealer = peers.tinkEnvelope(associated);
      case ESDK_HIERARCHICAL -> sealer = peers.encryptionSdkHierarchical(CONTEXT);
      case ESDK_KMS -> sealer = peers.encryptionSdkKms(CONTEXT);
      case DB_UNSIGNED -> items = peers.databaseSdk(false, fields());
      case DB_SIGNED -> items = peers.databaseSdk(true, fields());
    }
    if (peer.sealsItems()) {
      sealedItem = items.seal(item);
      require(items.open(sealedItem).get("firstName").equals(item.get("firstName")));
    } else {
      sealed = sealer.seal(json);
      require(Arrays.equals(json, sealer.open(sealed)));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("what was sealed does not open");
    }
  }

  @Benchmark
  public Object seal(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return peer.sealsItems() ? items.seal(item) : sealer.seal(json);
  }

  @Benchmark
  public Object open(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return peer.sealsItems() ? items.open(sealedItem) : sealer.open(sealed);
  }

  /// What one peer adds and calls, apart from time.
  record Counted(int added, long kmsOfSeal, long kmsOfOpen, long kmsOfNewPerson) {}

  /// Counts, warm.
  static Counted counted(Peer peer) throws GeneralSecurityException {
    var one = new PeersBenchmark();
    one.peer = peer;
    one.check();
    one.peers.kms().taken();
    var _ = peer.sealsItems() ? one.items.seal(one.item) : one.sealer.seal(one.json);
    long sealing = one.peers.kms().taken();
    var _ = peer.sealsItems() ? one.items.open(one.sealedItem) : one.sealer.open(one.sealed);
    long opening = one.peers.kms().taken();
    long person = 0;
    if (peer == Peer.ESDK_HIERARCHICAL || peer.sealsItems()) {
      // one key a person, so that destroying it erases that person alone
      var _ = one.peers.branchKey("another");
      person = one.peers.kms().taken();
    }
    int added =
        peer.sealsItems()
            ? size(one.sealedItem) - size(one.item)
            : one.sealed.length - one.json.length;
    return new Counted(added, sealing, opening, person);
  }

  private static int size(Map<String, AttributeValue> item) {
    int size = 0;
    for (var attribute : item.entrySet()) {
      var value = attribute.getValue();
      size += attribute.getKey().length();
      size +=
          value.s() == null
              ? value.b().asByteArray().length
              : value.s().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    return size;
  }

  public static Iterable<String> fields() {
    var names = new java.util.ArrayList<>(item().keySet());
    names.remove("pk");
    names.remove("sk");
    return names;
  }

  private static Map<String, AttributeValue> item() {
    var item = new LinkedHashMap<String, AttributeValue>();
    item.put("pk", AttributeValue.fromS("T#acme#P#0123456789abcdefghjkmnpqrs"));
    item.put("sk", AttributeValue.fromS("identity#main"));
    try {
      new JsonMapper()
          .readTree(EmployeeRecord.json())
          .properties()
          .forEach(
              field -> item.put(field.getKey(), AttributeValue.fromS(field.getValue().asText())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return item;
  }

  private static final class Unset implements Peers.Sealer {
    @Override
    public byte[] seal(byte[] plain) {
      throw new IllegalStateException();
    }

    @Override
    public byte[] open(byte[] sealed) {
      throw new IllegalStateException();
    }
  }

  private static final class UnsetItems implements Peers.ItemSealer {
    @Override
    public Map<String, AttributeValue> seal(Map<String, AttributeValue> item) {
      throw new IllegalStateException();
    }

    @Override
    public Map<String, AttributeValue> open(Map<String, AttributeValue> item) {
      throw new IllegalStateException();
    }
  }
}
