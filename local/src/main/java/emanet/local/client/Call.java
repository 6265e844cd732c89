package emanet.local.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One HTTP request.
public record Call(String method, URI uri, Map<String, String> headers, Optional<Body> body) {
  private static final String CONTENT_TYPE = "Content-Type";

  /// Bytes to send. They may be personal: they are printed nowhere.
  public static final class Body {
    private final byte[] content;

    public Body(byte[] content) {
      this.content = content.clone();
    }

    byte[] content() {
      return content.clone();
    }
  }

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call of(String method, URI uri) {
    return new Call(method, uri, Map.of(), Optional.empty());
  }

  /// A POST of JSON.
  public static Call post(URI uri, byte[] json) {
    return of("POST", uri).with(json);
  }

  public Call with(byte[] json) {
    var call = new Call(method, uri, headers, Optional.of(new Body(json)));
    return headers.containsKey(CONTENT_TYPE) ? call : call.with(CONTENT_TYPE, "application/json");
  }

  public Call with(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Call(method, uri, all, body);
  }
}
