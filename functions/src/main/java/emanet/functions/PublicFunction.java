package emanet.functions;

import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.util.Map;

/// What everyone may read and choose, without a token.
public final class PublicFunction extends ApiFunction {
  /// As Lambda makes it.
  public PublicFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public PublicFunction(Map<String, String> environment) {
    super(Wiring.open(new Environment(environment)));
  }
}
