package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.local.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Lambda is given holds the product, and nothing of one machine: no class of `local/`, no
/// emulator, no clock that can be moved.
class ShippedTest {
  private static final List<String> OF_ONE_MACHINE =
      List.of("emanet/local/", "com/amazonaws/services/dynamodbv2/local/", "org/gaul/s3proxy/");

  @TempDir private Path folder;

  /// `mvn verify` packages the functions before it tests this module.
  @Test
  void holdsNothingOfOneMachine() throws IOException {
    var shipped = Stack.ROOT.resolve("functions/target/emanet-lambda.zip");
    assumeTrue(Files.exists(shipped), "skipped: the functions are not packaged");
    var names = names(shipped);
    assertThat(names).contains("emanet/functions/RecordsFunction.class");
    assertThat(names.stream().filter(ShippedTest::isOfOneMachine)).isEmpty();
    assertThat(names.stream().filter(name -> name.startsWith("META-INF/services/emanet")))
        .isEmpty();
  }

  /// Nor does what is packaged come to hold any.
  @Test
  void isMadeOfNothingOfOneMachine() throws IOException {
    assertThat(Files.readString(Stack.ROOT.resolve("functions/pom.xml")))
        .doesNotContain("emanet-local", "DynamoDBLocal", "s3proxy");
    assertThat(Stack.ROOT.resolve("functions/src/main/java/emanet/local")).doesNotExist();
  }

  @Test
  void whatIsOfOneMachineIsFoundHoweverDeepItLies() throws IOException {
    var inner = folder.resolve("inner.jar");
    zip(inner, "emanet/local/edge/Edge.class", new byte[] {1});
    var outer = folder.resolve("outer.zip");
    zip(outer, "lib/inner.jar", Files.readAllBytes(inner));
    assertThat(names(outer).stream().filter(ShippedTest::isOfOneMachine))
        .containsExactly("emanet/local/edge/Edge.class");
  }

  private static boolean isOfOneMachine(String name) {
    return OF_ONE_MACHINE.stream().anyMatch(name::startsWith);
  }

  private static void zip(Path file, String name, byte[] content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
  }

  private static List<String> names(Path zip) throws IOException {
    var names = new ArrayList<String>();
    try (var content = Files.newInputStream(zip)) {
      add(names, content);
    }
    return names;
  }

  /// Those of jars within, too.
  private static void add(List<String> names, InputStream content) throws IOException {
    var zip = new ZipInputStream(content);
    for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      names.add(entry.getName());
      if (entry.getName().endsWith(".jar")) {
        add(names, zip);
      }
    }
  }
}
