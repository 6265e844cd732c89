package emanet.local.platform;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.Destination;
import emanet.http.Outbound;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leads what goes to the outside to the edge, after the checks of the real way out: the page that
/// is registered there for the address is the answer.
final class EdgeOutbound implements Outbound {
  /// Where the keys of the deployment's own issuer are: the edge makes them itself.
  private static final URI ISSUER_KEYS = URI.create("https://issuer.emanet.example/jwks.json");

  /// Names that never lead anywhere (RFC 6761), which no resolver needs to be asked for.
  private static final Set<String> RESERVED = Set.of("example", "test", "invalid");

  private static final int OK = 200;
  private static final int FAILED = 400;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LARGEST = 256 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final URI edge;

  EdgeOutbound(URI edge) {
    this.edge = edge;
  }

  @Override
  public byte[] get(URI address) {
    var destination =
        Destination.of(address).orElseThrow(() -> Fault.Unavailable.shortly().exception());
    requirePublic(destination.host());
    try {
      return page(address);
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  /// A name that leads inside is refused, as outside; one that leads nowhere may have a page here.
  private static void requirePublic(String host) {
    if (RESERVED.contains(host.substring(host.lastIndexOf('.') + 1))) {
      return;
    }
    try {
      Destination.requirePublic(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      // one machine may have no way to the outside at all
    }
  }

  @Override
  public Posted post(URI address, Map<String, String> headers, byte[] json) {
    var destination = Destination.of(address);
    if (destination.isEmpty()) {
      return new Posted.Forbidden();
    }
    try {
      requirePublic(destination.get().host());
    } catch (FaultException e) {
      return new Posted.Forbidden();
    }
    try {
      return posted(address, headers, json);
    } catch (IOException e) {
      return new Posted.Unreachable();
    }
  }

  /// The edge takes the message into its outbox, and answers for the address as it was told to.
  private Posted posted(URI address, Map<String, String> headers, byte[] json) throws IOException {
    var message = JsonNodeFactory.instance.objectNode();
    message.put("url", address.toString());
    headers.forEach(message.putObject("headers")::put);
    message.put("body", new String(json, StandardCharsets.UTF_8));
    var connection = (HttpURLConnection) edge.resolve("/_emanet/webhooks").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (var out = connection.getOutputStream()) {
      out.write(message.toString().getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != OK) {
      throw new IOException("the edge takes no webhook");
    }
    try (var in = connection.getInputStream()) {
      int status = JSON.readTree(in.readNBytes(LARGEST)).path("status").asInt();
      return status == 0 ? new Posted.Unanswered() : new Posted.Answered(status);
    }
  }

  /// The server that plays the one at that address, of which the edge knows, is asked.
  @Override
  public Optional<Answer> ask(URI address, String text) {
    var destination = Destination.of(address);
    if (destination.isEmpty()) {
      return Optional.empty();
    }
    try {
      requirePublic(destination.get().host());
      return Optional.of(asked(server(address), text));
    } catch (IOException | FaultException e) {
      return Optional.empty();
    }
  }

  private URI server(URI address) throws IOException {
    var name = URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    return URI.create(JSON.readTree(read("/_emanet/servers?url=" + name)).path("server").asText());
  }

  private static Answer asked(URI server, String text) throws IOException {
    var connection = (HttpURLConnection) server.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
    connection.setDoOutput(true);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (var out = connection.getOutputStream()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    try (var in = status < FAILED ? connection.getInputStream() : connection.getErrorStream()) {
      var body = in == null ? new byte[0] : in.readNBytes(LARGEST);
      return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }
  }

  private byte[] page(URI address) throws IOException {
    var page =
        address.equals(ISSUER_KEYS)
            ? "/_emanet/jwks"
            : "/_emanet/pages?url=" + URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    return read(page);
  }

  private byte[] read(String page) throws IOException {
    var connection = (HttpURLConnection) edge.resolve(page).toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    if (connection.getResponseCode() != OK) {
      throw new IOException("the edge has no page for that address");
    }
    try (var in = connection.getInputStream()) {
      var body = in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new IOException("the page is too long");
      }
      return body;
    }
  }
}
