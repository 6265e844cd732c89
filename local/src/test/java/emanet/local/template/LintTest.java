package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The templates under AWS's own tools. Skipped where Python has them not.
class LintTest {
  private static final int NOT_FOUND = 127;
  private static final List<String> TEMPLATES =
      List.of(
          "template.yaml",
          "infrastructure/data.yaml",
          "infrastructure/keys.yaml",
          "infrastructure/buckets.yaml",
          "infrastructure/trail.yaml",
          "infrastructure/account.yaml",
          "infrastructure/domain.yaml");

  /// Also a step of `.ci/run`.
  @Test
  @Tag("long")
  void areCleanUnderCfnLint() throws Exception {
    assumeTrue(
        run(List.of("cfn-lint", "--version")).status() == 0, "skipped: cfn-lint is not installed");
    var command = new ArrayList<>(List.of("cfn-lint"));
    command.addAll(TEMPLATES);
    var run = run(command);
    assertThat(run.output()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void isTakenByTheSamTranslator() throws Exception {
    requireModule("samtranslator", "aws-sam-translator");
    var script = Path.of(LintTest.class.getResource("translate.py").toURI());
    var run = run(List.of("python3", script.toString(), "template.yaml"));
    assertThat(run.status()).as(run.output()).isZero();
    var translated = Stack.json(run.output());
    var template = Template.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of());
    int functions = template.resources("AWS::Serverless::Function").size();
    assertThat(translated.path("AWS::Lambda::Function").asInt()).isEqualTo(functions);
    assertThat(translated.path("AWS::Lambda::Alias").asInt()).isEqualTo(functions);
    assertThat(translated.path("AWS::CodeDeploy::DeploymentGroup").asInt()).isEqualTo(functions);
    assertThat(translated.path("AWS::Scheduler::Schedule").asInt())
        .isEqualTo(Api.of(template).schedules().size());
  }

  private static void requireModule(String module, String name) throws Exception {
    assumeTrue(
        run(List.of("python3", "-c", "import " + module)).status() == 0,
        "skipped: Python's " + name + " is not installed");
  }

  private record Run(int status, String output) {}

  private static Run run(List<String> command) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(Stack.ROOT.toFile())
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), lastLines(output));
    } catch (IOException e) {
      return new Run(NOT_FOUND, command.getFirst() + " is not installed");
    }
  }

  /// Without what the translator says of its own features.
  private static String lastLines(String output) {
    return String.join(
        "\n",
        Arrays.stream(output.split("\n")).filter(line -> !line.startsWith("Feature '")).toList());
  }
}
