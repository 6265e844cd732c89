package emanet.local.cli;

import java.nio.file.Path;

/// `./emanet verify package`, for tests of other packages.
public record PackageRun(int code, String out) {
  public static PackageRun verify(Path file, Path key) {
    var run = Run.bare("verify", "package", file.toString(), "--key", key.toString());
    return new PackageRun(run.code(), run.out());
  }
}
