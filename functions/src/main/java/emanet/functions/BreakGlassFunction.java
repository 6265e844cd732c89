package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Break-glass: a function of its own, whose role reads and changes nothing of a tenant's.
public final class BreakGlassFunction extends ApiFunction {
  /// As Lambda makes it.
  public BreakGlassFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public BreakGlassFunction(Map<String, String> environment) {
    super(Wiring.breakGlass(new Environment(environment)));
  }
}
