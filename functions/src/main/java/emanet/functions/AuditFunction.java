package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// What is due, drawn from every room.
public final class AuditFunction extends ApiFunction {
  /// As Lambda makes it.
  public AuditFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public AuditFunction(Map<String, String> environment) {
    super(Wiring.audit(new Environment(environment)));
  }
}
