package emanet.http;

import com.fasterxml.jackson.core.JsonFactory;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The body of API Gateway's REQUEST authorizer: headers in; out a policy for the whole stage (its
/// answer is cached by token, and one for a single route would deny the next) with the caller as
/// context. What the caller may do is decided by the handlers.
public final class Authorizer {
  private static final Pattern ARN =
      Pattern.compile("(arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]*:[A-Za-z0-9]+/[^/*]+)/.*");
  private static final String SCHEME = "bearer ";
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Tokens tokens;
  private final FailureLog log;

  public Authorizer(Tokens tokens, FailureLog log) {
    this.tokens = tokens;
    this.log = log;
  }

  /// What makes API Gateway answer 401: this very message.
  public static final class Unauthorized extends RuntimeException {
    Unauthorized() {
      super("Unauthorized", null, false, false);
    }
  }

  /// Answers one event.
  ///
  /// @throws Unauthorized if the token proves nothing
  /// @throws FaultException if that cannot be found out now: API Gateway answers with
  ///   `AUTHORIZER_FAILURE`
  public void handle(InputStream event, OutputStream answer) throws IOException {
    var proxied = ProxyEvent.read(event);
    try {
      var caller = authorize(proxied.headers, proxied.requestId);
      write(caller, stage(proxied.methodArn), answer);
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Unauthenticated) {
        throw new Unauthorized();
      }
      log.failed(proxied.requestId, "authorizer", e);
      throw e;
    }
  }

  /// The caller that the headers prove.
  ///
  /// @throws FaultException `Unauthenticated`, or `Unavailable`
  public Caller authorize(Map<String, List<String>> headers, String requestId) {
    var sent = new ArrayList<String>();
    headers.forEach((name, values) -> {
      if (name.equalsIgnoreCase("Authorization")) {
        sent.addAll(values);
      }
    });
    if (sent.size() != 1 || !sent.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Fault.Unauthenticated().exception();
    }
    return tokens.verify(sent.getFirst().substring(SCHEME.length()).strip(), requestId);
  }

  private static String stage(String methodArn) throws IOException {
    var arn = ARN.matcher(methodArn);
    if (!arn.matches()) {
      throw new IOException("the event has no method's ARN");
    }
    return arn.group(1) + "/*";
  }

  private static void write(Caller caller, String resource, OutputStream out) throws IOException {
    try (var json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("principalId", caller.actor().value());
      json.writeObjectFieldStart("policyDocument");
      json.writeStringField("Version", "2012-10-17");
      json.writeArrayFieldStart("Statement");
      json.writeStartObject();
      json.writeStringField("Action", "execute-api:Invoke");
      json.writeStringField("Effect", "Allow");
      json.writeStringField("Resource", resource);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeObjectFieldStart("context");
      for (var entry : AuthorizerContext.of(caller).entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
