package emanet.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A function as the template has it, its globals mixed in.
///
/// @param handler the class
/// @param memory in MB
public record FunctionSpec(
    String name, String handler, Duration timeout, int memory, Map<String, String> environment) {
  private static final int TIMEOUT_SECONDS = 3;
  private static final int MEMORY_MB = 128;

  public FunctionSpec {
    environment = Map.copyOf(environment);
  }

  static FunctionSpec of(Template.Resource function, Structure globals) {
    var own = function.properties();
    var environment = new LinkedHashMap<>(variables(globals));
    environment.putAll(variables(own));
    var handler =
        own.text("Handler").or(() -> globals.text("Handler")).orElse("").split("::", 2)[0];
    return new FunctionSpec(
        function.name(),
        handler,
        Duration.ofSeconds(own.number("Timeout", globals.number("Timeout", TIMEOUT_SECONDS))),
        own.number("MemorySize", globals.number("MemorySize", MEMORY_MB)),
        environment);
  }

  private static Map<String, String> variables(Structure properties) {
    return properties.at("Environment").at("Variables").textMap();
  }
}
