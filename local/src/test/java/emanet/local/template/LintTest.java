package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.local.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The templates under AWS's own tools. Skipped where Python has them not.
class LintTest {
  /// Also a step of `.ci/run`.
  @Test
  @Tag("long")
  void areCleanUnderCfnLint() throws Exception {
    assumeTrue(
        Tool.run(List.of("cfn-lint", "--version")).status() == 0,
        "skipped: cfn-lint is not installed");
    var command = new ArrayList<>(List.of("cfn-lint"));
    command.addAll(Stacks.files());
    var run = Tool.run(command);
    assertThat(run.output()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void isTakenByTheSamTranslator() {
    var translated = new HashMap<String, Integer>();
    Structure.of(Translation.orSkip().get("Resources"))
        .properties()
        .values()
        .forEach(
            resource -> translated.merge(Structure.of(resource).required("Type"), 1, Integer::sum));
    var template = Template.read(Stack.ROOT.resolve(Stacks.MAIN), Stack.HOME, Map.of());
    int functions = template.resources("AWS::Serverless::Function").size();
    assertThat(translated)
        .containsEntry("AWS::Lambda::Function", functions)
        .containsEntry("AWS::Lambda::Alias", functions)
        .containsEntry("AWS::CodeDeploy::DeploymentGroup", functions)
        .containsEntry("AWS::Scheduler::Schedule", Api.of(template).schedules().size());
  }
}
