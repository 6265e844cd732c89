package emanet.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The sample that comes along: a tenant, its activities, and invented people.
final class Sample {
  /// Keeps staff's records, in plain view.
  static final String ADMINISTRATION = "staff-administration";

  /// Keeps staff's health data, on the basis that the law has for it.
  static final String HEALTH = "staff-health";

  /// Sees masked names and numbers only.
  static final String RECEPTION = "reception-desk";

  private Sample() {}

  static byte[] json(String name) throws IOException {
    return bytes(name + ".json");
  }

  /// A copy of the people's file, for the importer, which reads files twice.
  static Path people() throws IOException {
    return Files.write(Files.createTempFile("emanet-sample", ".csv"), bytes("people.csv"));
  }

  private static byte[] bytes(String name) throws IOException {
    try (var in = Sample.class.getResourceAsStream("/emanet/sample/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the sample lacks " + name);
      }
      return in.readAllBytes();
    }
  }
}
