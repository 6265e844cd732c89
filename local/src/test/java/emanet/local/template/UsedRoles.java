package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import emanet.local.Stack;
import emanet.local.Uses;
import emanet.local.template.Roles.Use;
import org.junit.jupiter.api.Test;

/// Runs in a process of its own once all other tests have run, and judges whatever functions used
/// of AWS in any of them.
class UsedRoles {
  @Test
  void allowWhatFunctionsUsedInAnyTest() throws Exception {
    var roles = new Roles();
    var used = Uses.kept(Stack.ROOT);
    assumeFalse(used.isEmpty(), "skipped: no test that was run used anything of AWS");
    assertThat(used.stream().map(Use::of).filter(use -> !roles.isAllowed(use))).isEmpty();
  }
}
