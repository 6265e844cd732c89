package emanet.local.edge;

import emanet.local.edge.control.Control;
import emanet.local.edge.control.Fault;
import emanet.local.edge.iam.NamedKey;
import emanet.local.edge.sts.Session;
import emanet.local.edge.sts.Sessions;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.ErrorCodes;
import emanet.local.edge.wire.JsonProtocol;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The one door: turns foreign callers away, finds the service, counts, and misbehaves as told.
final class Front extends Handler.Abstract {
  private static final Pattern HERE =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");
  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  private final Map<String, AwsService> services;
  private final Sessions sessions;
  private final BiFunction<String, String, NamedKey> keys;
  private final Control control;

  /// @param keys what KMS knows of a key
  Front(
      Map<String, AwsService> services,
      Sessions sessions,
      BiFunction<String, String, NamedKey> keys,
      Control control) {
    super(InvocationType.BLOCKING);
    this.services = services;
    this.sessions = sessions;
    this.keys = keys;
    this.control = control;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    if (foreign(request)) {
      write(response, callback, control.refused());
      return true;
    }
    var body = body(request);
    if (body.isEmpty()) {
      write(response, callback, control.tooLarge(LARGEST_BODY));
      return true;
    }
    if (Control.owns(request)) {
      write(response, callback, control.answer(request, body.get()));
      return true;
    }
    var answer = served(new Call(request, body.get()));
    if (answer.isPresent()) {
      write(response, callback, answer.get());
    } else {
      drop(request, callback);
    }
    return true;
  }

  /// A page in a browser must not reach the edge: it would come with an origin, or with a name of
  /// its own that it made lead to this machine.
  private static boolean foreign(Request request) {
    var host = request.getHeaders().get(HttpHeader.HOST);
    return request.getHeaders().contains(HttpHeader.ORIGIN)
        || host == null
        || !HERE.matcher(host).matches();
  }

  private static Optional<byte[]> body(Request request) throws IOException {
    if (request.getLength() > LARGEST_BODY) {
      return Optional.empty();
    }
    try (var in = Content.Source.asInputStream(request)) {
      var body = in.readNBytes(LARGEST_BODY + 1);
      return body.length > LARGEST_BODY ? Optional.empty() : Optional.of(body);
    }
  }

  /// Nothing if the caller is to get no answer.
  private Optional<Answer> served(Call call) throws InterruptedException {
    var service = services.get(call.service());
    if (service == null) {
      return Optional.of(
          JsonProtocol.failure(
              "1.1",
              "",
              new AwsFailure(
                  "UnknownOperationException",
                  "The edge has no service \"" + call.service() + "\".")));
    }
    try {
      return answered(service, call);
    } catch (AwsFailure e) {
      return Optional.of(service.failure(call, e));
    } catch (RuntimeException e) {
      // the caller is answered in the service's form; the developer of the edge sees the cause
      return Optional.of(
          service.failure(call, new AwsFailure(500, "InternalFailure", "The edge failed: " + e)));
    }
  }

  private Optional<Answer> answered(AwsService service, Call call) throws InterruptedException {
    var operation = service.operation(call);
    control.calls().record(call, operation);
    var fault = control.faults().next(call, operation);
    if (fault.isEmpty()) {
      return Optional.of(authorised(service, call, operation));
    }
    Thread.sleep(fault.get().latency());
    return switch (fault.get().effect()) {
      case Fault.Effect.None _ -> Optional.of(authorised(service, call, operation));
      case Fault.Effect.Code(var code) -> {
        control.trails().failed(call, operation, sessions.known(call).map(Session::arn), code);
        throw ErrorCodes.injected(code, call.service());
      }
      case Fault.Effect.RegionDown _ -> Optional.empty();
      case Fault.Effect.LostAnswer _ -> {
        var _ = authorised(service, call, operation);
        yield Optional.empty();
      }
    };
  }

  private Answer authorised(AwsService service, Call call, String operation) {
    var of = sessions.of(call);
    var session = of.map(Session::arn);
    try {
      of.ifPresent(one -> control.roles().require(one, call, operation, keys));
      control.uses().record(call, operation, of.map(Session::roleName));
      var answer = service.answer(call);
      control.trails().answered(call, operation, session, answer);
      return answer;
    } catch (AwsFailure e) {
      control.trails().failed(call, operation, session, e.code());
      throw e;
    }
  }

  private static void write(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    if (!response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private static void drop(Request request, Callback callback) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EOFException("closed without an answer, as told"));
  }
}
