package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Disclosures, and the duties around transfers.
public final class DisclosuresFunction extends ApiFunction {
  /// As Lambda makes it.
  public DisclosuresFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public DisclosuresFunction(Map<String, String> environment) {
    super(Wiring.disclosures(new Environment(environment)));
  }
}
