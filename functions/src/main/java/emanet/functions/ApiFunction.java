package emanet.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// A function behind the API, and what is done before its snapshot is taken (SnapStart): requests
/// are rehearsed, so that the code they run is in the snapshot, and every key is dropped, so that
/// none is.
abstract class ApiFunction implements RequestStreamHandler, Resource {
  /// A request that no route answers: it goes through parsing, routing and a problem, and calls
  /// nothing.
  private static final byte[] PRIMER =
      """
      {"resource":"/primer","path":"/primer","httpMethod":"GET","headers":{"Accept-Language":"tr"},
       "requestContext":{"requestId":"00000000-0000-0000-0000-000000000000"},"isBase64Encoded":false}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Service service;

  ApiFunction(Service service) {
    this.service = service;
    // the context holds its resources weakly; Lambda holds this one
    Core.getGlobalContext().register(this);
  }

  @Override
  public final void handleRequest(
      InputStream event, OutputStream answer, com.amazonaws.services.lambda.runtime.Context context)
      throws IOException {
    service.endpoint().handle(event, answer);
  }

  @Override
  public final void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      service.endpoint().handle(new ByteArrayInputStream(PRIMER), new ByteArrayOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.rehearse().run();
    service.forget().run();
  }

  @Override
  public final void afterRestore(Context<? extends Resource> context) {
    // nothing is kept that would be stale: clock, randomness, credentials and keys are fetched at
    // use
  }
}
