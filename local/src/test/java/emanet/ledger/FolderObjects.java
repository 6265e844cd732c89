package emanet.ledger;

import emanet.store.Objects;
import emanet.values.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Objects as `aws s3 sync` brings them: files of a folder.
record FolderObjects(Path folder) implements Objects {
  @Override
  public Put putOnce(String name, Bytes content, Optional<Instant> retainUntil) {
    var there = get(name);
    if (there.isEmpty()) {
      put(name, content);
      return Put.WRITTEN;
    }
    return there.get().equals(content) ? Put.SAME : Put.OTHER;
  }

  @Override
  public void put(String name, Bytes content) {
    try {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Bytes> get(String name) {
    var file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Bytes.owning(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String prefix, Optional<String> after, int limit) {
    throw new UnsupportedOperationException("nobody who seals lists");
  }
}
