package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// Applications of people under Art. 11.
public final class RequestsFunction extends ApiFunction {
  /// As Lambda makes it.
  public RequestsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public RequestsFunction(Map<String, String> environment) {
    super(Wiring.requests(new Environment(environment)));
  }
}
