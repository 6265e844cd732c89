package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Proposals, and what a second person's decision on them carries out.
public final class ApprovalsFunction extends ApiFunction {
  /// As Lambda makes it.
  public ApprovalsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public ApprovalsFunction(Map<String, String> environment) {
    super(Wiring.approvals(new Environment(environment)));
  }
}
