package emanet.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;

/// Tokens from the edge of one machine, which signs what it is asked for.
public final class EdgeTokens implements Tokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Well before an hour has passed, which is the longest that a token lives.
  private static final Duration RENEWAL = Duration.ofMinutes(20);

  private final Http http;
  private final URI edge;
  private final Authority authority;
  private String token = "";
  private long madeAt;

  public EdgeTokens(Http http, int awsPort, Authority authority) {
    this.http = http;
    this.edge = URI.create("http://127.0.0.1:" + awsPort + "/_emanet/token");
    this.authority = authority;
  }

  @Override
  public synchronized String current() {
    boolean old = System.nanoTime() - madeAt > RENEWAL.toNanos();
    return token.isEmpty() || old ? renewed() : token;
  }

  @Override
  public synchronized String renewed() {
    var answer = http.send(Call.post(edge, wish()));
    if (!answer.succeeded()) {
      // which names what is wrong, and never its value
      var why = answer.json().path("detail").asText();
      throw new Unreachable(
          "the edge made no token (" + answer.summary() + ")" + (why.isEmpty() ? "" : ": " + why));
    }
    token = answer.json().path("token").asText();
    madeAt = System.nanoTime();
    return token;
  }

  private byte[] wish() {
    ObjectNode wish = JSON.createObjectNode();
    wish.put("tenant", authority.tenant());
    wish.put("actor", authority.actor());
    authority.roles().forEach(wish.putArray("roles")::add);
    authority.subject().ifPresent(subject -> wish.put("subject", subject));
    if (!authority.amr().isEmpty()) {
      authority.amr().forEach(wish.putArray("amr")::add);
    }
    authority.ttl().ifPresent(ttl -> wish.put("ttl", ttl));
    try {
      return JSON.writeValueAsBytes(wish);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
