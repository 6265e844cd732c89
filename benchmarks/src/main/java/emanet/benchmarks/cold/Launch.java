package emanet.benchmarks.cold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How a function's process is started.
///
/// @param flags of the JVM
/// @param environment beside what Lambda sets
record Launch(
    String name,
    String handler,
    String classpath,
    List<String> flags,
    Map<String, String> environment) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final int STOP_SECONDS = 60;

  Launch with(String newName, String... more) {
    var all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new Launch(newName, handler, classpath, all, environment);
  }

  /// All flags of the JVM.
  List<String> command() {
    var all = new ArrayList<String>();
    // which implementation of org.crac the hooks are registered with: the client's own
    all.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    all.add("--enable-native-access=ALL-UNNAMED");
    all.addAll(flags);
    return all;
  }

  Process start(RuntimeApi api, boolean snapStart) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(command());
    command.addAll(List.of("-cp", classpath, CLIENT, handler));
    var builder = new ProcessBuilder(command);
    var variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "measured");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("_HANDLER", handler);
    variables.put("LAMBDA_TASK_ROOT", "/");
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(variables);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Runs one event through, and ends the process in order, as a cache of its classes needs.
  void rehearse(byte[] event) throws IOException, InterruptedException {
    try (var api = RuntimeApi.start()) {
      var process = start(api, false);
      try {
        RuntimeApi.give(api.awaitReady(), event);
        var _ = Measured.checked(api.awaitAnswer());
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the function does not stop");
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
