package emanet.local.platform;

import emanet.http.HttpsOutbound;
import emanet.http.Outbound;
import emanet.http.OutboundSource;
import java.net.URI;
import java.util.Map;

/// The way to the edge's pages; the real way out where the environment names no edge.
public final class EdgeOutboundSource implements OutboundSource {
  @Override
  public Outbound outbound(Map<String, String> environment) {
    var edge = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    return edge.isBlank() ? new HttpsOutbound() : new EdgeOutbound(URI.create(edge));
  }
}
