package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.http.Authorizer;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Who calls: API Gateway asks before it lets a request through.
public final class AuthorizerFunction implements RequestStreamHandler {
  private final Authorizer authorizer;

  /// As Lambda makes it.
  public AuthorizerFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public AuthorizerFunction(Map<String, String> environment) {
    this.authorizer = Wiring.authorizer(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    authorizer.handle(event, answer);
  }
}
