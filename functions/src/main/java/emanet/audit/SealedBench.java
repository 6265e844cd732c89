package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.keys.ReturnSeal;
import emanet.register.DocumentSeal;
import emanet.store.Objects;
import emanet.store.Stage;
import emanet.values.Bytes;
import emanet.values.Randomness;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Where a return package lies while it is made: a segment is a chunk, sealed to whom it is given
/// back to (docs/spec/return-package-v1.md), and nothing of it is ever in clear.
///
/// A segment is put under a name of its own, and then its list, once: the list names it, so what a
/// step that was done twice left is nobody's, and both go on from where the first one's ends.
///
/// | object | what |
/// |---|---|
/// | `<tenant>/parts/<package>/key` | the package's key and header, sealed under the tenant's key |
/// | `<tenant>/parts/<package>/<6 digits>-<random>` | a segment, as a chunk |
/// | `<tenant>/parts/<package>/<6 digits>.list` | `{object, next, files: [{name, size, crc, sha256}]}`, sealed under the tenant's key |
/// | `<tenant>/parts/<package>/<name>` | a document that steps need of one another |
/// | `<tenant>/<package>.emanet` | the whole |
record SealedBench(
    Objects objects,
    TenantId tenant,
    String id,
    ReturnSeal chunks,
    DocumentSeal seal,
    Randomness randomness)
    implements Bench {
  private static final int AT_ONCE = 16;
  private static final int NAME_BYTES = 8;
  private static final long VERSION = 1;
  private static final String LIST = "return-list";
  private static final String KEY = "return-key";

  @Override
  public String whole() {
    return tenant + "/" + id + ".emanet";
  }

  private String work(String name) {
    return tenant + "/parts/" + id + "/" + name;
  }

  private String listName(int number) {
    return work("%06d.list".formatted(number));
  }

  /// Draws the package's key, once.
  void begin(ReturnSeal.Recipient recipient) {
    if (objects.get(work("key")).isPresent()) {
      return;
    }
    try (var opening = chunks.begin(recipient)) {
      var key = opening.key().toArray();
      var document = new byte[key.length + opening.header().length()];
      System.arraycopy(key, 0, document, 0, key.length);
      System.arraycopy(
          opening.header().toArray(), 0, document, key.length, opening.header().length());
      var sealed = seal.seal(tenant, KEY, id, VERSION, document);
      Arrays.fill(key, (byte) 0);
      Arrays.fill(document, (byte) 0);
      var _ = objects.putOnce(work("key"), sealed, Optional.empty());
    }
  }

  private ReturnSeal.Opening opening() {
    try (var plain = seal.open(tenant, KEY, id, VERSION, required(work("key")))) {
      var document = plain.toArray();
      int keyLen = ReturnSeal.KEY_LEN;
      var key = SecretBytes.owning(Arrays.copyOf(document, keyLen));
      var header = Bytes.owning(Arrays.copyOfRange(document, keyLen, document.length));
      Arrays.fill(document, (byte) 0);
      return new ReturnSeal.Opening(key, header);
    }
  }

  @Override
  public String write(int number, List<PackedFile> files, String next) {
    var standing = objects.get(listName(number));
    if (standing.isPresent()) {
      return list(number, standing.get()).path("next").asText();
    }
    var object = "%06d-%s".formatted(number, Bytes.owning(randomness.bytes(NAME_BYTES)).toHex());
    try (var opening = opening()) {
      objects.put(work(object), chunks.chunk(opening, number, false, StoredZip.encode(files)));
    }
    var list = JsonNodeFactory.instance.objectNode().put("object", object).put("next", next);
    list.set("files", Workbench.listed(files));
    var sealed = seal.seal(tenant, LIST, place(number), VERSION, SealedJson.bytes(list));
    return objects.putOnce(listName(number), sealed, Optional.empty()) == Objects.Put.OTHER
        ? list(number, required(listName(number))).path("next").asText()
        : next;
  }

  private String place(int number) {
    return id + "-" + number;
  }

  private JsonNode list(int number, Bytes sealed) {
    try (var plain = seal.open(tenant, LIST, place(number), VERSION, sealed)) {
      return SealedJson.object(plain);
    }
  }

  @Override
  public void writeOnce(int number, List<PackedFile> files) {
    var _ = write(number, files, "");
  }

  @Override
  public List<List<Placed>> members(int segments) {
    return IntStream.range(0, segments)
        .boxed()
        .<Callable<List<Placed>>>map(number ->
            () -> Workbench.members(list(number, required(listName(number))).path("files")))
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap(window -> Stage.all(window).stream())
        .toList();
  }

  @Override
  public Bytes head() {
    try (var opening = opening()) {
      return opening.header();
    }
  }

  @Override
  public Bytes segment(int number) {
    return required(work(list(number, required(listName(number))).path("object").asText()));
  }

  /// The zip's directory, in the last chunk.
  @Override
  public Bytes tail(int segments) {
    try (var opening = opening()) {
      return chunks.chunk(opening, segments, true, Workbench.directory(this, segments));
    }
  }

  @Override
  public ObjectNode keep(String name, ObjectNode document) {
    var bytes = Bytes.owning(document.toString().getBytes(StandardCharsets.UTF_8));
    return objects.putOnce(work(name), bytes, Optional.empty()) == Objects.Put.OTHER
        ? kept(name).orElseThrow(() -> new Fault.Internal().exception())
        : document;
  }

  @Override
  public Optional<ObjectNode> kept(String name) {
    return objects
        .get(work(name))
        .map(content -> {
          try (var plain = SecretBytes.copyOf(content.toArray())) {
            return SealedJson.object(plain);
          }
        });
  }

  private Bytes required(String name) {
    return objects.get(name).orElseThrow(() -> new Fault.Internal().exception());
  }

  @Override
  public String toString() {
    return "SealedBench[" + id + "]";
  }
}
