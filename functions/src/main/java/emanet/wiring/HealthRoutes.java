package emanet.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;

/// Says whether the function runs (`/health`), and whether the Region can serve (`/health/deep`):
/// 200 or 503, and nothing else.
final class HealthRoutes {
  private static final int UNAVAILABLE = 503;

  private final Health health;

  HealthRoutes(Health health) {
    this.health = health;
  }

  void addTo(Routes routes) {
    routes
        .open(Method.GET, "/health", HealthRoutes::shallow)
        .open(Method.GET, "/health/deep", this::deep);
  }

  private static Handler.Call shallow(Request request) {
    return () -> answer(true);
  }

  private Handler.Call deep(Request request) {
    return () -> answer(health.isWell());
  }

  private static Response answer(boolean well) {
    var body = JsonNodeFactory.instance.objectNode().put("status", well ? "up" : "down");
    return well ? Response.ok(body) : Response.of(UNAVAILABLE, body);
  }
}
