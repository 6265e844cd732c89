package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.Manifest;
import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.store.Objects;
import emanet.store.Stage;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Where a package lies while it is made: in segments, each a run of its zip's members, and beside
/// each the list of them. A step that is done again writes the same over itself.
///
/// | object | what |
/// |---|---|
/// | `<tenant>/parts/<package>/<6 digits>` | a segment |
/// | `<tenant>/parts/<package>/<6 digits>.list` | `[{name, size, crc, sha256}]` |
/// | `<tenant>/parts/<package>/<name>` | a document that steps need of one another |
/// | `<tenant>/<package>.zip` | the whole |
///
/// The bucket clears `parts` away by itself.
record Workbench(Objects objects, TenantId tenant, String id) implements Bench {
  private static final int AT_ONCE = 16;

  @Override
  public String whole() {
    return tenant + "/" + id + ".zip";
  }

  private String work(String name) {
    return tenant + "/parts/" + id + "/" + name;
  }

  private String segmentName(int number) {
    return work("%06d".formatted(number));
  }

  @Override
  public String write(int number, List<PackedFile> files, String next) {
    write(number, files);
    return next;
  }

  /// Writes a segment.
  void write(int number, List<PackedFile> files) {
    var segment = StoredZip.encode(files);
    var list = list(files);
    var _ =
        Stage.all(
            List.<Callable<Boolean>>of(
                () -> {
                  objects.put(segmentName(number), segment);
                  return true;
                },
                () -> {
                  objects.put(segmentName(number) + ".list", list);
                  return true;
                }));
  }

  @Override
  public void writeOnce(int number, List<PackedFile> files) {
    var name = work("once-%06d".formatted(number));
    var _ = objects.putOnce(name, StoredZip.encode(files), Optional.empty());
    var kept = required(name);
    objects.put(segmentName(number), kept);
    objects.put(segmentName(number) + ".list", list(StoredZip.decode(kept)));
  }

  private static Bytes list(List<PackedFile> files) {
    return Bytes.owning(listed(files).toString().getBytes(StandardCharsets.UTF_8));
  }

  static ArrayNode listed(List<PackedFile> files) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var file : files) {
      var member = StoredZip.Member.of(file.name(), file.content());
      var line = Manifest.Line.of(file);
      list.addObject()
          .put("name", member.name())
          .put("size", member.size())
          .put("crc", HexFormat.of().toHexDigits(member.crc()))
          .put("sha256", line.sha256());
    }
    return list;
  }

  @Override
  public List<List<Placed>> members(int segments) {
    return IntStream.range(0, segments)
        .boxed()
        .<Callable<List<Placed>>>map(number -> () -> members(json(segmentName(number) + ".list")))
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap(window -> Stage.all(window).stream())
        .toList();
  }

  static List<Placed> members(JsonNode list) {
    var members = new ArrayList<Placed>();
    for (var line : list) {
      int crc = HexFormat.fromHexDigits(line.path("crc").asText());
      members.add(
          new Placed(
              new StoredZip.Member(line.path("name").asText(), line.path("size").asInt(), crc),
              line.path("sha256").asText()));
    }
    return members;
  }

  @Override
  public Bytes head() {
    return Bytes.of(new byte[0]);
  }

  @Override
  public Bytes segment(int number) {
    return required(segmentName(number));
  }

  /// The zip's directory.
  @Override
  public Bytes tail(int segments) {
    return directory(this, segments);
  }

  static Bytes directory(Bench bench, int segments) {
    return StoredZip.tail(
        bench.members(segments).stream().flatMap(List::stream).map(Placed::member).toList());
  }

  @Override
  public ObjectNode keep(String name, ObjectNode document) {
    var bytes = Bytes.owning(document.toString().getBytes(StandardCharsets.UTF_8));
    return objects.putOnce(work(name), bytes, Optional.empty()) == Objects.Put.OTHER
        ? (ObjectNode) json(work(name))
        : document;
  }

  @Override
  public Optional<ObjectNode> kept(String name) {
    return objects.get(work(name)).map(content -> (ObjectNode) parse(content));
  }

  private JsonNode json(String name) {
    return parse(required(name));
  }

  private Bytes required(String name) {
    return objects.get(name).orElseThrow(() -> new Fault.Internal().exception());
  }

  private static JsonNode parse(Bytes content) {
    try (var plain = SecretBytes.copyOf(content.toArray())) {
      return SealedJson.read(plain);
    }
  }
}
