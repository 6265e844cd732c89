package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Only the command that is asked for is made, and nobody sees that.
class MainTest {
  private static final Pattern LISTED = Pattern.compile("^  ([a-z-]+) {2,}\\S", Pattern.MULTILINE);

  @Test
  void helpListsEveryCommandAndEachExplainsItselfUnderItsName() {
    var help = Run.bare("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("./emanet bench"); // which the script itself runs
    var names = LISTED.matcher(help.out()).results().map(found -> found.group(1)).toList();
    assertThat(names)
        .startsWith("local", "tour", "import")
        .contains("call", "verify", "resilience")
        .hasSize(11);
    for (var name : names) {
      var own = Run.bare(name, "--help");
      assertThat(own.code()).as(name).isZero();
      assertThat(own.out()).contains("Usage: emanet " + name + " ");
    }
  }

  @Test
  void aCommandOfACommandIsFound() {
    assertThat(Run.bare("verify", "ledger", "--help").out()).contains("emanet verify ledger ");
  }

  @Test
  void whatIsNoCommandIsWrongUseAndTheNearestIsNamed() {
    var wrong = Run.bare("imprt");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("imprt").contains("emanet import");
    assertThat(Run.bare("--no-such", "import").code()).isEqualTo(2);
  }
}
