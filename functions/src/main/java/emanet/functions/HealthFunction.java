package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Whether the deployment is well.
public final class HealthFunction extends ApiFunction {
  /// As Lambda makes it.
  public HealthFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public HealthFunction(Map<String, String> environment) {
    super(Wiring.health(new Environment(environment)));
  }
}
