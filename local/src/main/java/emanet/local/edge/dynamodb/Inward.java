package emanet.local.edge.dynamodb;

import emanet.local.edge.wire.Call;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/// The request as the engine takes it: an access key of letters only, and the body again.
final class Inward extends Request.Wrapper {
  private final HttpFields headers;
  private final Content.Source content;

  Inward(Call call) {
    super(call.request());
    headers =
        HttpFields.build(call.headers())
            .put("Content-Length", Integer.toString(call.body().length))
            .put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=emanet/20200101/local/dynamodb/aws4_request");
    content = new ByteBufferContentSource(ByteBuffer.wrap(call.body()));
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  @Override
  public Content.Chunk read() {
    return content.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    content.demand(demandCallback);
  }

  @Override
  public void fail(Throwable failure) {
    content.fail(failure);
  }
}
