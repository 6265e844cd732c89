package emanet.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A witness as C2SP tlog-witness has it, that shares no code with the product: it knows logs by
/// their keys, remembers the largest checkpoint of each, and signs what continues that one.
final class WitnessServer implements AutoCloseable {
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final String DASH = "\u2014 ";

  final String name;
  final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private final KeyPair pair;

  /// Public keys of the logs that it knows, by origin.
  private final Map<String, byte[]> logs = new ConcurrentHashMap<>();

  private final Map<String, Tree> seen = new HashMap<>();
  volatile Mood mood = Mood.WELL;

  enum Mood {
    WELL,
    /// Signs, with its own key, another text.
    FORGING,
    /// Signs by somebody else's name as well, and says more than was asked.
    TALKATIVE,
    FAILING
  }

  private record Tree(long size, byte[] root) {}

  WitnessServer(String name) {
    this.name = name;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/add-checkpoint", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/add-checkpoint");
  }

  /// `<name>+<id>+<key>` of signed-note.
  String key() {
    var material = material();
    var id = HexFormat.of().formatHex(id(name));
    return name + "+" + id + "+" + Base64.getEncoder().encodeToString(material);
  }

  /// @param logKey of signed-note
  void know(String logKey) {
    var parts = logKey.split("\\+", 3);
    var material = Base64.getDecoder().decode(parts[2]);
    logs.put(parts[0], Arrays.copyOfRange(material, 1, material.length));
  }

  long size(String origin) {
    synchronized (seen) {
      return seen.getOrDefault(origin, new Tree(0, new byte[0])).size();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer;
      try {
        answer = mood == Mood.FAILING ? new Answer(503, "") : answer(body);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        answer = new Answer(400, String.valueOf(e));
      }
      if (answer.status() == 409) {
        exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
      }
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Answer(int status, String body) {}

  private Answer answer(String body) throws GeneralSecurityException {
    int blank = body.indexOf("\n\n");
    var head = List.of(body.substring(0, blank).split("\n", -1));
    var note = body.substring(blank + 2);
    int end = note.indexOf("\n\n");
    var text = note.substring(0, end + 1);
    var lines = text.split("\n", -1);
    if (!head.getFirst().matches("old (0|[1-9][0-9]*)") || head.size() > 64 || lines.length != 4) {
      return new Answer(400, "");
    }
    if (!logs.containsKey(lines[0])) {
      return new Answer(404, "");
    }
    if (!isSigned(lines[0], text, note.substring(end + 2))) {
      return new Answer(403, "");
    }
    var tree = new Tree(Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
    long old = Long.parseLong(head.getFirst().substring(4));
    var proof = new ArrayDeque<byte[]>();
    head.subList(1, head.size()).forEach(hash -> proof.add(Base64.getDecoder().decode(hash)));
    synchronized (seen) {
      return cosigned(lines[0], text, old, tree, proof);
    }
  }

  private Answer cosigned(String origin, String text, long old, Tree tree, Deque<byte[]> proof)
      throws GeneralSecurityException {
    var before = seen.getOrDefault(origin, new Tree(0, new byte[0]));
    if (old > tree.size()) {
      return new Answer(400, "");
    }
    if (old != before.size()) {
      return new Answer(409, before.size() + "\n");
    }
    if (old == tree.size() && !Arrays.equals(before.root(), tree.root())) {
      return new Answer(409, "");
    }
    if (!continues(before, tree, proof)) {
      return new Answer(422, "");
    }
    seen.put(origin, tree);
    return new Answer(200, signatures(text));
  }

  private static boolean continues(Tree before, Tree tree, Deque<byte[]> proof) {
    if (before.size() == 0 || before.size() == tree.size()) {
      return proof.isEmpty();
    }
    var roots = roots(before.size(), tree.size(), true, before.root(), proof);
    return proof.isEmpty()
        && Arrays.equals(roots[0], before.root())
        && Arrays.equals(roots[1], tree.root());
  }

  /// What a proof makes of both trees' roots, read as RFC 6962 section 2.1.2 writes it: SUBPROOF of
  /// the first `m` of `n` leaves, whose root is known where `whole`.
  private static byte[][] roots(long m, long n, boolean whole, byte[] known, Deque<byte[]> proof) {
    if (m == n) {
      var root = whole ? known : taken(proof);
      return new byte[][] {root, root};
    }
    long k = Long.highestOneBit(n - 1);
    if (m <= k) {
      var left = roots(m, k, whole, known, proof);
      return new byte[][] {left[0], node(left[1], taken(proof))};
    }
    var right = roots(m - k, n - k, false, known, proof);
    var left = taken(proof);
    return new byte[][] {node(left, right[0]), node(left, right[1])};
  }

  private static byte[] taken(Deque<byte[]> proof) {
    return proof.isEmpty() ? new byte[32] : proof.removeFirst();
  }

  private static byte[] node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var all = new ByteArrayOutputStream();
      Arrays.stream(parts).forEach(all::writeBytes);
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isSigned(String origin, String text, String lines)
      throws GeneralSecurityException {
    for (var line : lines.split("\n", -1)) {
      if (line.startsWith(DASH + origin + " ")) {
        var given = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
        var engine = Signature.getInstance("Ed25519");
        var spec = ByteBuffer.allocate(44).put(ED25519).put(logs.get(origin)).array();
        engine.initVerify(
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spec)));
        engine.update(text.getBytes(StandardCharsets.UTF_8));
        if (engine.verify(Arrays.copyOfRange(given, 4, given.length))) {
          return true;
        }
      }
    }
    return false;
  }

  private String signatures(String text) throws GeneralSecurityException {
    long time = 1_780_000_000L + asked.get();
    var signed = mood == Mood.FORGING ? text.replace("\n", "0\n") : text;
    var engine = Signature.getInstance("Ed25519");
    engine.initSign(pair.getPrivate());
    engine.update(
        ("cosignature/v1\ntime " + time + "\n" + signed).getBytes(StandardCharsets.UTF_8));
    var signature = engine.sign();
    var own = line(name, time, signature);
    return mood == Mood.TALKATIVE ? line("elsewhere.example/w", time, signature) + own : own;
  }

  private String line(String by, long time, byte[] signature) {
    var content = ByteBuffer.allocate(76).put(id(by)).putLong(time).put(signature).array();
    return DASH + by + " " + Base64.getEncoder().encodeToString(content) + "\n";
  }

  private byte[] id(String of) {
    var hash = sha256((of + "\n").getBytes(StandardCharsets.UTF_8), material());
    return Arrays.copyOf(hash, 4);
  }

  private byte[] material() {
    var encoded = pair.getPublic().getEncoded();
    return ByteBuffer.allocate(33).put((byte) 4).put(encoded, ED25519.length, 32).array();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
