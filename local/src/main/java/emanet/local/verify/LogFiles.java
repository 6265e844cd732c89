package emanet.local.verify;

import emanet.values.Bytes;
import java.util.List;
import java.util.Optional;

/// The files of a log, under the names of C2SP tlog-tiles.
public interface LogFiles {
  /// A file's content; empty if there is none of that name.
  Optional<Bytes> read(String name);

  /// The names of all files that begin so; empty too where they cannot be listed.
  List<String> list(String prefix);
}
