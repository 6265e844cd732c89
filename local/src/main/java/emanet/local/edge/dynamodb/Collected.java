package emanet.local.edge.dynamodb;

import emanet.local.edge.wire.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Holds back what the engine answers, so that it can be counted, or lost, as asked.
final class Collected implements Response {
  private final Request request;
  private final HttpFields.Mutable headers = HttpFields.build();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Supplier<HttpFields> trailers = () -> HttpFields.EMPTY;
  private int status = 200;
  private boolean last;

  Collected(Request request) {
    this.request = request;
  }

  Answer answer() {
    var fields = new LinkedHashMap<String, String>();
    headers.forEach(field -> fields.put(field.getName(), field.getValue()));
    fields.putIfAbsent("Content-Type", "application/x-amz-json-1.0");
    return Answer.of(status, fields, body.toByteArray());
  }

  @Override
  public void write(boolean isLast, ByteBuffer content, Callback callback) {
    var bytes = new byte[content.remaining()];
    content.get(bytes);
    body.writeBytes(bytes);
    last |= isLast;
    callback.succeeded();
  }

  @Override
  public Request getRequest() {
    return request;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public HttpFields.Mutable getHeaders() {
    return headers;
  }

  @Override
  public Supplier<HttpFields> getTrailersSupplier() {
    return trailers;
  }

  @Override
  public void setTrailersSupplier(Supplier<HttpFields> supplier) {
    trailers = supplier;
  }

  @Override
  public boolean isCommitted() {
    return last;
  }

  @Override
  public boolean hasLastWrite() {
    return last;
  }

  @Override
  public boolean isCompletedSuccessfully() {
    return last;
  }

  @Override
  public void reset() {
    headers.clear();
    body.reset();
    status = 200;
  }

  @Override
  public CompletableFuture<Void> writeInterim(int code, HttpFields fields) {
    return CompletableFuture.completedFuture(null);
  }
}
