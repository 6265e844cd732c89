package emanet.local.platform;

import emanet.http.HttpsOutbound;
import emanet.http.Outbound;
import emanet.http.OutboundSource;
import java.util.Map;

/// The way to the edge's pages; the real way out where the environment names no edge.
public final class EdgeOutboundSource implements OutboundSource {
  @Override
  public Outbound outbound(Map<String, String> environment) {
    return EdgeAddress.of(environment)
        .<Outbound>map(EdgeOutbound::new)
        .orElseGet(HttpsOutbound::new);
  }
}
