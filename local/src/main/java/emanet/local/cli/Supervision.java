package emanet.local.cli;

import emanet.local.machine.NotStarted;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Starts a Region's functions again whenever they have ended, as the cloud would: after a while
/// there are others. A start that comes to nothing is tried again after the same while, for as long
/// as the machine is there.
final class Supervision {
  private final Serving serving;
  private final Duration pause;
  private final Consumer<String> told;

  /// What is supervised.
  interface Serving {
    /// Waits until it is no more; at once where it never came up.
    ///
    /// @return whether that was not asked for
    boolean awaitEnd() throws InterruptedException;

    /// Starts it again.
    ///
    /// @return what else is to be told of it
    /// @throws NotStarted if it does not come up, or not in time
    String restart() throws IOException;
  }

  /// @param pause time for clients to see that it is gone
  /// @param told of what happens, in words that follow its name
  Supervision(Serving serving, Duration pause, Consumer<String> told) {
    this.serving = serving;
    this.pause = pause;
    this.told = told;
  }

  /// Goes on until the end is asked for.
  void run() {
    try {
      while (serving.awaitEnd()) {
        told.accept("has ended, and is started again");
        Thread.sleep(pause);
        restart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What did not come up has ended, and is met again as such; what is only late stays.
  private void restart() {
    try {
      told.accept("serves again" + serving.restart());
    } catch (IOException | NotStarted e) {
      told.accept("does not serve yet: " + e.getMessage());
    }
  }
}
