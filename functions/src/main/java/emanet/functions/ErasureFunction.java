package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Restrictions, holds and erasure.
public final class ErasureFunction extends ApiFunction {
  /// As Lambda makes it.
  public ErasureFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public ErasureFunction(Map<String, String> environment) {
    super(Wiring.erasure(new Environment(environment)));
  }
}
