package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Who did what with whose data.
public final class LedgerFunction extends ApiFunction {
  /// As Lambda makes it.
  public LedgerFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public LedgerFunction(Map<String, String> environment) {
    super(Wiring.ledger(new Environment(environment)));
  }
}
