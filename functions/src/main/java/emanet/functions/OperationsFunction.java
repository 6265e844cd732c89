package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Operations: backups.
public final class OperationsFunction extends ApiFunction {
  /// As Lambda makes it.
  public OperationsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public OperationsFunction(Map<String, String> environment) {
    super(Wiring.operations(new Environment(environment)));
  }
}
