package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// People and their records.
public final class RecordsFunction extends ApiFunction {
  /// As Lambda makes it.
  public RecordsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public RecordsFunction(Map<String, String> environment) {
    super(Wiring.records(new Environment(environment)));
  }
}
