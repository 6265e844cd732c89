package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Notices and whom they reached.
public final class NoticesFunction extends ApiFunction {
  /// As Lambda makes it.
  public NoticesFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public NoticesFunction(Map<String, String> environment) {
    super(Wiring.notices(new Environment(environment)));
  }
}
