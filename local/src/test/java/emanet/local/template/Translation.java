package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// template.yaml as the SAM translator hands it to CloudFormation. Made once a process.
final class Translation {
  private static final Optional<Map<String, Object>> MADE = made();

  private Translation() {}

  /// Empty where Python has no translator.
  static Optional<Map<String, Object>> here() {
    return MADE;
  }

  static Map<String, Object> orSkip() {
    return MADE.orElseGet(() -> abort("skipped: Python's aws-sam-translator is not installed"));
  }

  private static Optional<Map<String, Object>> made() {
    try {
      if (Tool.run(List.of("python3", "-c", "import samtranslator")).status() != 0) {
        return Optional.empty();
      }
      var script = Objects.requireNonNull(Translation.class.getResource("translate.py"));
      var run = Tool.run(List.of("python3", Path.of(script.toURI()).toString(), Stacks.MAIN));
      assertThat(run.status()).as(run.output()).isZero();
      return Optional.of(
          new JsonMapper()
              .readValue(json(run.output()), new TypeReference<Map<String, Object>>() {}));
    } catch (InterruptedException | URISyntaxException | java.io.IOException e) {
      throw new AssertionError("the template was not translated", e);
    }
  }

  /// Without what the translator says of its own features.
  private static String json(String output) {
    return Arrays.stream(output.split("\n"))
        .filter(line -> !line.startsWith("Feature '"))
        .collect(Collectors.joining("\n"));
  }
}
