package emanet.functions;

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
final class ApiEntry implements Resource {
  /// A request that no route answers: it goes through parsing, routing and a problem, and calls
  /// nothing.
  private static final byte[] PRIMER =
      """
      {"resource":"/primer","path":"/primer","httpMethod":"GET","headers":{"Accept-Language":"tr"},
       "requestContext":{"requestId":"00000000-0000-0000-0000-000000000000"},"isBase64Encoded":false}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Service service;

  private ApiEntry(Service service) {
    this.service = service;
  }

  static ApiEntry of(Service service) {
    var entry = new ApiEntry(service);
    // the context holds its resources weakly; the function holds this one
    Core.getGlobalContext().register(entry);
    return entry;
  }

  void handle(InputStream event, OutputStream answer) throws IOException {
    service.endpoint().handle(event, answer);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      handle(new ByteArrayInputStream(PRIMER), new ByteArrayOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.rehearse().run();
    service.forget().run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // nothing is kept that would be stale: clock, randomness, credentials and keys are fetched at
    // use
  }
}
