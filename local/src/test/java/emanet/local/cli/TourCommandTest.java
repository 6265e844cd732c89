package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import org.junit.jupiter.api.Test;

class TourCommandTest {
  @Test
  void runsThroughAndAgain() {
    var tenant = Stack.tenantName();
    var first = Run.of("tour", "--tenant", tenant);
    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .contains("5 rows added with 15 records, 0 there already, 1 rejected")
        .contains("6,TC Kimlik No,checksum")
        .contains("*********46")
        .contains("10000000146")
        .contains("HTTP 403")
        .contains("REFUSED  (view-not-granted)");
    var second = Run.of("tour", "--tenant", tenant);
    assertThat(second.code()).as(second.out() + second.err()).isZero();
    assertThat(second.out())
        .contains("0 rows added with 0 records, 5 there already, 1 rejected")
        .contains("is there already");
  }

  @Test
  void withoutAnybodyThereItSaysSo() {
    var run = Run.bare("tour", "--url", "http://127.0.0.1:1", "--aws-port", "1");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("no answer").contains("./emanet local").hasLineCount(1);
  }
}
