package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Breaches: their register, their clock, and whose data they reached.
public final class BreachesFunction extends ApiFunction {
  /// As Lambda makes it.
  public BreachesFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public BreachesFunction(Map<String, String> environment) {
    super(Wiring.breaches(new Environment(environment)));
  }
}
