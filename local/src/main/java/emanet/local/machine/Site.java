package emanet.local.machine;

import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/// One Region's API while it is served.
sealed interface Site extends AutoCloseable {
  URI url();

  /// The process that serves it, where that is not this one.
  OptionalLong process();

  @Override
  void close();

  /// In this process.
  record Inside(Gateway gateway) implements Site {
    static Inside start(MachineOptions options, URI edge, String region, int port) {
      var template = options.home().resolve("template.yaml");
      return new Inside(
          Gateway.start(GatewayOptions.within(options.regions(), template, edge, region, port)));
    }

    @Override
    public URI url() {
      return gateway.url();
    }

    @Override
    public OptionalLong process() {
      return OptionalLong.empty();
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  /// In a process of its own, which may be killed. Nothing is rehearsed there: it is to be back
  /// soon.
  record Apart(ChildProcess child, URI url) implements Site {
    /// As functions have it, with room for what many of them allocate at once.
    private static final List<String> FLAGS =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-Xmn96m",
            "-Xmx384m",
            "-Dhttp.maxConnections=64");

    static Apart start(MachineOptions options, URI edge, String region, int port)
        throws IOException {
      var child =
          ChildProcess.start(
              FLAGS,
              System.getProperty("java.class.path"),
              RegionChild.class,
              List.of(
                  options.home().resolve("template.yaml").toString(),
                  edge.toString(),
                  String.join(",", options.regions()),
                  region,
                  Integer.toString(port)));
      try {
        var url =
            child
                .await(RegionChild.SERVES)
                .orElseThrow(() -> new NotStarted("the functions of " + region + " did not start"));
        return new Apart(child, URI.create(url));
      } catch (IOException | RuntimeException e) {
        child.close(); // it would keep the port from the next
        throw e;
      }
    }

    @Override
    public OptionalLong process() {
      return OptionalLong.of(child.id());
    }

    @Override
    public void close() {
      child.close();
    }
  }
}
