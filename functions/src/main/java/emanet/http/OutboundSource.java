package emanet.http;

import java.util.Map;
import java.util.ServiceLoader;

/// Where the way to the outside comes from. What ships has the real one only; another one, found by
/// `ServiceLoader`, must make the same checks by `Destination`.
public interface OutboundSource {
  Outbound outbound(Map<String, String> environment);

  static Outbound load(Map<String, String> environment) {
    return ServiceLoader.load(OutboundSource.class)
        .findFirst()
        .map(source -> source.outbound(environment))
        .orElseGet(HttpsOutbound::new);
  }
}
