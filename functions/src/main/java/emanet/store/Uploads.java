package emanet.store;

import emanet.values.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Objects of one bucket that are larger than a function's memory: put part by part, and fetched by
/// whoever is given a link.
///
/// Guarantees: a part that is put again takes the place of the one before it. What is completed is
/// there as a whole, and nothing of it before. Failures are those of `Objects`.
public interface Uploads {
  /// All parts but the last have this at least.
  int LEAST_PART = 5 * 1024 * 1024;

  /// Begins an upload.
  ///
  /// @return what the upload is called
  String begin(String name);

  /// Puts a part.
  ///
  /// @param number from 1, in the order of the whole
  void part(String name, String upload, int number, Bytes content);

  /// Puts the parts together. One that was completed before is complete.
  void complete(String name, String upload);

  /// How long an object is; empty if there is none.
  Optional<Long> length(String name);

  /// A link that gives the object to whoever has it, for a time.
  ///
  /// @param fileName what it is to be saved as
  URI link(String name, Duration life, String fileName);
}
