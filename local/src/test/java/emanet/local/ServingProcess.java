package emanet.local;

import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process that serves the API's requests, apart from the tests', so that it can be killed.
public final class ServingProcess implements AutoCloseable {
  private static final String SERVES = "serves ";

  private final Process process;
  private final URI api;
  private final StringBuffer log = new StringBuffer();

  private ServingProcess(Process process, URI api, BufferedReader lines) {
    this.process = process;
    this.api = api;
    Thread.ofVirtual().start(() -> lines.lines().forEach(line -> log.append(line).append('\n')));
  }

  /// In the child: `ServingProcess EDGE REGION`. It ends with its standard input.
  public static void main(String[] arguments) throws IOException {
    var options =
        new GatewayOptions(
            Stack.ROOT.resolve("template.yaml"), URI.create(arguments[0]), arguments[1], 0);
    try (var gateway = Gateway.start(options)) {
      System.out.println(SERVES + gateway.url());
      System.in.readAllBytes();
    }
    System.exit(0);
  }

  public static ServingProcess start(URI edge, String region) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    classPath(),
                    ServingProcess.class.getName(),
                    edge.toString(),
                    region))
            .redirectErrorStream(true)
            .start();
    // not closed: the child's next line would fail
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(SERVES)) {
        return new ServingProcess(process, URI.create(line.substring(SERVES.length())), lines);
      }
    }
    throw new IOException("the process ended before it served");
  }

  /// The tests' class path. Some launchers of tests have a class loader of their own.
  public static String classPath() {
    return ServingProcess.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  public URI api() {
    return api;
  }

  /// All that it has said so far, on both of its outputs.
  public String log() {
    return log.toString();
  }

  /// SIGKILL: nothing of it runs any more, no hook either.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
