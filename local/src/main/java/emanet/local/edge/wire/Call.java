package emanet.local.edge.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// One request to an AWS service, read whole.
public final class Call {
  private final Request request;
  private final byte[] body;
  private final Scope scope;

  public Call(Request request, byte[] body) {
    this.request = request;
    this.body = body;
    this.scope = Scope.of(this);
  }

  /// The service as SigV4 names it: `dynamodb`, `kms`, `lambda`, `s3`, `ses`, `sns`, `states`,
  /// `sts`.
  public String service() {
    return scope.service();
  }

  public String region() {
    return scope.region();
  }

  public String accessKey() {
    return scope.accessKey();
  }

  public String method() {
    return request.getMethod();
  }

  /// The path as sent, still percent-encoded.
  public String path() {
    var path = request.getHttpURI().getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /// The query as sent, without its question mark; empty if there is none.
  public String query() {
    var query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  public HttpFields headers() {
    return request.getHeaders();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /// The part of `X-Amz-Target` after the dot.
  public String target() {
    var target = header("X-Amz-Target").orElse("");
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /// The body itself, not a copy: not to be changed.
  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// The request as the server has it, for engines that take it so.
  public Request request() {
    return request;
  }

  /// The query's parameters; of a repeated one the last.
  public Map<String, String> parameters() {
    return parameters(query());
  }

  /// The parameters of a form; of a repeated one the last.
  public Map<String, String> form() {
    return parameters(text());
  }

  private static Map<String, String> parameters(String encoded) {
    var found = new LinkedHashMap<String, String>();
    for (var pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        var equals = pair.indexOf('=');
        found.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsFailure(
          400, "MalformedQueryString", "The query string is not well-formed: " + e.getMessage());
    }
  }
}
