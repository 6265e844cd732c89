package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// The register: tenants, categories, activities, recipients, grants, proposals.
public final class RegisterFunction extends ApiFunction {
  /// As Lambda makes it.
  public RegisterFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public RegisterFunction(Map<String, String> environment) {
    super(Wiring.register(new Environment(environment)));
  }
}
