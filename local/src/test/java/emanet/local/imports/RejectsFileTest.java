package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsFileTest {
  @TempDir private Path folder;

  @Test
  void noCellIsAFormula() throws IOException {
    var path = folder.resolve("r.csv");
    try (var file = new RejectsFile(path)) {
      file.write(new Reject(2, "=cmd|' /C calc'!A0", "format"));
      file.write(new Reject(3, "+a,b", "missing"));
      file.write(new Reject(4, "@x", "missing"));
      file.write(new Reject(5, "-\"1\"", "missing"));
    }
    assertThat(Files.readAllLines(path))
        .containsExactly(
            "record,field,code",
            "2,'=cmd|' /C calc'!A0,format",
            "3,\"'+a,b\",missing",
            "4,'@x,missing",
            "5,\"'-\"\"1\"\"\",missing");
  }

  @Test
  void noRejectsNoFile() throws IOException {
    var path = folder.resolve("r.csv");
    Files.writeString(path, "of an earlier run");
    new RejectsFile(path).close();
    assertThat(path).doesNotExist();
  }

  /// As root, everybody's would be gone.
  @Test
  void aDeviceIsNotTakenAway() throws IOException {
    var device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "a system that has none");
    var place = Files.createSymbolicLink(folder.resolve("null"), device);
    new RejectsFile(place).close();
    assertThat(place).isSymbolicLink();
    Files.delete(place);
  }

  /// Such as /dev/stdout, where the output is led to a file.
  @Test
  void aLinkToAFileIsNotTakenAway() throws IOException {
    var file = Files.createFile(folder.resolve("output"));
    var link = Files.createSymbolicLink(folder.resolve("stdout"), file);
    new RejectsFile(link).close();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("record,field,code");
  }
}
