package emanet.benchmarks.flow;

import emanet.benchmarks.House;
import emanet.benchmarks.Place;
import emanet.benchmarks.report.Profile;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import emanet.local.template.Structure;
import emanet.local.template.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A process of its own for the edge, or for one gateway with its functions, so that each one's
/// processor time is known apart. It ends when its standard input does.
public final class Child implements AutoCloseable {
  private static final String URL = "serves ";
  private static final long PATIENCE_SECONDS = 60;
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String FLAGS = "JAVA_TOOL_OPTIONS";

  /// Whoever invokes the sealer waits for it: no time to seal in rounds.
  private static final Map<String, String> PARAMETERS = Map.of("SealSeconds", "0");

  /// For what is not measured itself and lives for seconds: the second compiler would not come to
  /// an end in them, at the cost of what is measured beside it.
  public static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1");

  private final Process process;
  private final URI url;

  private Child(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("edge")) {
      try (var edge = Edge.start(EdgeOptions.idle())) {
        serve(edge.url());
      }
    } else {
      var options = options(Path.of(arguments[1]), URI.create(arguments[2]));
      try (var gateway = Gateway.start(options)) {
        serve(gateway.url());
      }
    }
    System.exit(0);
  }

  private static GatewayOptions options(Path template, URI edge) {
    boolean product = template.getFileName().toString().equals("template.yaml");
    return new GatewayOptions(
        template, edge, edge, House.REGION, 0, product ? PARAMETERS : Map.of(), Set.of());
  }

  private static void serve(URI url) throws IOException {
    System.out.println(URL + url);
    while (System.in.read() >= 0) {
      // only its end means anything
    }
  }

  /// The compiler and the collector that the functions have in Lambda (template.yaml). It is told
  /// to begin early, as by ./emanet: what it makes of a method is the same whenever it is made, and
  /// what is measured is a function that is warm.
  ///
  /// @param heap such as `-Xmx512m`
  public static List<String> functions(String heap) {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:Tier3InvocationThreshold=20",
        "-XX:Tier3MinInvocationThreshold=10",
        "-XX:Tier3CompileThreshold=200",
        heap);
  }

  /// The flags that a function has of its own (template.yaml), or those of all.
  ///
  /// @param heap such as `-Xmx512m`
  public static List<String> of(String function, String heap) {
    var template = Template.read(Place.home().resolve("template.yaml"), House.REGION, Map.of());
    var own =
        variables(Objects.requireNonNull(template.resources(FUNCTION).get(function)).properties());
    var flags =
        own.has(FLAGS)
            ? own.required(FLAGS)
            : variables(template.globals("Function")).required(FLAGS);
    var all = new ArrayList<>(List.of(flags.split(" ", -1)));
    all.add(heap);
    return all;
  }

  private static Structure variables(Structure function) {
    return function.at("Environment").at("Variables");
  }

  /// The edge in a process of its own.
  ///
  /// @param light where it lives for seconds
  public static Child edge(boolean light, List<String> flags) throws IOException {
    var all = new ArrayList<>(flags);
    if (light) {
      all.addAll(LIGHT);
    }
    return start("edge", all, List.of("edge"));
  }

  public static Child gateway(List<String> flags, Path template, URI edge) throws IOException {
    var file = template.getFileName().toString();
    return start(
        file.substring(0, file.indexOf('.')),
        flags,
        List.of("gateway", template.toString(), edge.toString()));
  }

  /// @param name of its recording, where there is to be one
  private static Child start(String name, List<String> flags, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(Profile.flags(name));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dhttp.maxConnections=100");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(URL)) {
        var url = URI.create(line.substring(URL.length()));
        // a virtual thread that reads from a process keeps its carrier: two would keep them all
        Thread.ofPlatform().daemon().start(() -> drain(lines));
        return new Child(process, url);
      }
    }
    throw new IOException("a process did not start: " + arguments);
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // logs
      }
    } catch (IOException e) {
      // the process has ended
    }
  }

  public URI url() {
    return url;
  }

  public Process process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
    if (Profile.isAsked()) {
      awaitRecording();
    }
  }

  /// It is written while the process ends.
  private void awaitRecording() throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a process does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
