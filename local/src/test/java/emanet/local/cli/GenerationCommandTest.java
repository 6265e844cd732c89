package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `./emanet generation` cannot do it says in one line.
class GenerationCommandTest {
  @BeforeAll
  static void atHome() {
    System.setProperty("emanet.home", Stack.ROOT.toString()); // as ./emanet does
  }

  @Test
  void aNumberThatIsNoFurtherOneIsWrongUse() {
    for (var number : new String[] {"0", "1", "-3", "two"}) {
      var run = Run.bare("generation", number, "--aws-port", "1");
      assertThat(run.code()).as(number).isEqualTo(2);
      assertThat(run.err()).as(number).contains("NUMBER").doesNotContain("\tat ");
    }
  }

  @Test
  void aPortThatIsNoneIsWrongUse() {
    var run = Run.bare("generation", "2", "--aws-port", "65536");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--aws-port is a number between 1 and 65535");
  }

  @Test
  void anEdgeThatIsNotThereIsNamed() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var run = Run.bare("generation", "2", "--aws-port", Integer.toString(free));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.UNSERVED);
    assertThat(run.err()).contains("port " + free).doesNotContain("\tat ");
  }

  @Tag("long")
  @Test
  void tablesThatAreThereStay() {
    try (var edge = Edge.start(EdgeOptions.quiet())) {
      var port = Integer.toString(edge.url().getPort());
      assertThat(Run.bare("generation", "2", "--aws-port", port).code()).isZero();
      var again = Run.bare("generation", "2", "--aws-port", port);
      assertThat(again.code()).isEqualTo(2);
      assertThat(again.err()).contains("generation 2 are there already").doesNotContain("\tat ");
    }
  }
}
