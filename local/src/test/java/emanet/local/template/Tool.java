package emanet.local.template;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A program of this machine, run in the repository.
final class Tool {
  private static final int NOT_FOUND = 127;

  private Tool() {}

  /// @param output of both streams, as they came
  record Run(int status, String output) {}

  static Run run(List<String> command) throws InterruptedException {
    return run(command, Map.of());
  }

  /// @param environment beside the machine's own
  static Run run(List<String> command, Map<String, String> environment)
      throws InterruptedException {
    try {
      var builder =
          new ProcessBuilder(command).directory(Stack.ROOT.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    } catch (IOException e) {
      return new Run(NOT_FOUND, command.getFirst() + " is not installed");
    }
  }
}
