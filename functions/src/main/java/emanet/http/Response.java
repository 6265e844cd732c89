package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.values.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An answer. The headers that every answer has are added by the endpoint.
public record Response(int status, Map<String, String> headers, Optional<JsonNode> body) {
  static final String LOCATION = "Location";
  static final String ETAG = "ETag";
  static final String LEDGER = "Emanet-Ledger";

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final int REDIRECTION = 300;

  public Response {
    headers = Map.copyOf(headers);
  }

  public static Response of(int status, JsonNode body) {
    return new Response(status, Map.of(), Optional.of(body));
  }

  public static Response ok(JsonNode body) {
    return of(OK, body);
  }

  /// An answer that is no JSON.
  public static Response text(String mediaType, String content) {
    return of(OK, TextNode.valueOf(content)).withHeader("Content-Type", mediaType);
  }

  /// An answer of bytes.
  public static Response bytes(Bytes content) {
    return of(OK, BinaryNode.valueOf(content.toArray()))
        .withHeader("Content-Type", "application/octet-stream");
  }

  public static Response created(String location, JsonNode body) {
    return of(CREATED, body).withHeader(LOCATION, location);
  }

  public static Response accepted(JsonNode body) {
    return of(ACCEPTED, body);
  }

  public static Response noContent() {
    return new Response(NO_CONTENT, Map.of(), Optional.empty());
  }

  public Response withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Response(status, all, body);
  }

  public Response withEtag(long version) {
    return withHeader(ETAG, "\"" + version + "\"");
  }

  /// Shows that an entry was made.
  ///
  /// @param receipt what `Emanet-Ledger` shows of the entry that was made
  public Response withLedger(String receipt) {
    return withHeader(LEDGER, receipt);
  }

  Response withStatus(int other) {
    return new Response(other, headers, body);
  }

  boolean succeeded() {
    return status >= OK && status < REDIRECTION;
  }

  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
