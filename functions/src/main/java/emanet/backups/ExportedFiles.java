package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Fault;
import emanet.store.Archive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What an export wrote, by its own account: its two manifests first, then its files of data.
record ExportedFiles(List<File> all) {
  ExportedFiles {
    all = List.copyOf(all);
  }

  /// One of them.
  ///
  /// @param name of the object
  /// @param items of the table that lie in it
  record File(String name, long items) {}

  /// Those of the export with that summary.
  ///
  /// @param summary the object's name
  static ExportedFiles of(Archive archive, String summary) {
    var list = line(String.join("", lines(archive, summary))).path("manifestFilesS3Key").asText();
    var all = new ArrayList<File>();
    all.add(new File(summary, 0));
    all.add(new File(list, 0));
    for (var text : lines(archive, list)) {
      var file = line(text);
      all.add(new File(file.path("dataFileS3Key").asText(), file.path("itemCount").asLong()));
    }
    return new ExportedFiles(all);
  }

  private static JsonNode line(String text) {
    return ManifestText.line(text);
  }

  private static List<String> lines(Archive archive, String name) {
    var object = archive.find(name).orElseThrow(() -> new Fault.Internal().exception());
    var content =
        archive
            .open(object.name(), object.version())
            .orElseThrow(() -> new Fault.Internal().exception());
    try (var reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
      return reader.lines().filter(text -> !text.isBlank()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
