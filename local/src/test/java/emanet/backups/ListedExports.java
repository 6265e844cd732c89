package emanet.backups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.store.Exports;
import emanet.store.Table;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An emulator's own exports, with the lists beside their files of data that it does not write.
public final class ListedExports implements Exports {
  private final Exports emulated;
  private final S3Client s3;
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  private record Place(String bucket, String prefix) {}

  public ListedExports(Exports emulated, S3Client s3) {
    this.emulated = emulated;
    this.s3 = s3;
  }

  @Override
  public Instant latest(Collection<Table> tables) {
    return emulated.latest(tables);
  }

  @Override
  public String begin(Table table, Instant at, String bucket, String prefix, String token) {
    var export = emulated.begin(table, at, bucket, prefix, token);
    places.put(export, new Place(bucket, prefix));
    return export;
  }

  @Override
  public Progress progress(String export) {
    var seen = emulated.progress(export);
    return seen.state() == State.DONE
        ? new Progress(State.DONE, listed(places.get(export)), seen.items())
        : seen;
  }

  private String listed(Place place) {
    var files =
        s3
            .listObjectsV2(list -> list.bucket(place.bucket()).prefix(place.prefix() + "/"))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(name -> name.endsWith(".gz"))
            .toList();
    var list = place.prefix() + "/manifest-files.json";
    put(place, list, String.join("\n", files.stream().map(name -> line(place, name)).toList()));
    var summary = JsonNodeFactory.instance.objectNode().put("manifestFilesS3Key", list);
    var name = place.prefix() + "/manifest-summary.json";
    put(place, name, summary.toString());
    return name;
  }

  private String line(Place place, String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("itemCount", lines(place, name).size())
        .put("dataFileS3Key", name)
        .toString();
  }

  private List<String> lines(Place place, String name) {
    var packed = s3.getObjectAsBytes(get -> get.bucket(place.bucket()).key(name)).asByteArray();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(Place place, String name, String content) {
    s3.putObject(put -> put.bucket(place.bucket()).key(name), RequestBody.fromString(content));
  }
}
