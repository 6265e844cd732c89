package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// On a machine of its own: a drill is of all that there is.
class DrillCommandTest {
  @Test
  void makesABackupWhereThereIsNoneAndShowsWhatWasMeasured() {
    try (var stack = Stack.only(Set.of(), Stack.HOME)) {
      var passed = run(stack, "drill");
      assertThat(passed.code()).as(passed.err() + passed.out()).isZero();
      assertThat(passed.err()).contains("making one", "9 of 9 phases").doesNotContain("\r");
      assertThat(passed.out())
          .contains(": PASSED", "Time to restore (RTO)", "met", "The scratch tables are deleted")
          .contains("report sha256 ")
          .doesNotContain("MISSED", "FAILED");
      var none = run(stack, "drill", "--backup", "none");
      assertThat(none.code()).isEqualTo(3);
      assertThat(none.err()).contains("409", "ABSENT");
    }
    assertThat(Run.bare("drill", "--help").out()).contains("Exit codes", "it failed");
    assertThat(Run.bare("drill", "--backups", "x").code()).isEqualTo(2);
  }

  private static Run run(Stack stack, String... arguments) {
    var all = new java.util.ArrayList<>(java.util.List.of(arguments));
    all.addAll(java.util.List.of("--url", stack.api().toString()));
    all.addAll(java.util.List.of("--aws-port", Integer.toString(stack.edge().getPort())));
    return Run.bare(all.toArray(String[]::new));
  }
}
