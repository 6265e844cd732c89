package emanet.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one HTTP/1.1 answer (RFC 9112) from a peer that may be hostile: every length is bounded,
/// and the whole has a deadline.
final class HttpAnswer {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(;.*)?");
  private static final int LONGEST_LINE = 8192;
  private static final int MOST_HEADERS = 100;
  private static final int INTERIM = 200;
  private static final int MOST_INTERIM = 5;

  private final InputStream in;
  private final int largest;
  private final long deadline;
  private final int status;
  private Map<String, String> headers = Map.of();

  /// Reads the head.
  ///
  /// @param largest bytes of a body that are taken
  /// @param deadline by `System.nanoTime`
  HttpAnswer(InputStream in, int largest, long deadline) throws IOException {
    this.in = new BufferedInputStream(in);
    this.largest = largest;
    this.deadline = deadline;
    this.status = head();
  }

  int status() {
    return status;
  }

  byte[] body() throws IOException {
    if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
      throw new IOException("the answer is compressed");
    }
    var body = new ByteArrayOutputStream();
    var transfer = headers.get("transfer-encoding");
    var length = headers.get("content-length");
    if (transfer != null) {
      if (!transfer.equalsIgnoreCase("chunked") || length != null) {
        throw new IOException("the answer's length is ambiguous");
      }
      readChunks(body);
    } else if (length != null) {
      if (!LENGTH.matcher(length).matches()) {
        throw new IOException("the answer's length is no number");
      }
      read(Integer.parseInt(length), body);
    } else {
      readAll(body);
    }
    return body.toByteArray();
  }

  private int head() throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      var line = STATUS.matcher(line());
      if (!line.matches()) {
        throw new IOException("the answer is not HTTP/1.1");
      }
      headers = headers();
      int code = Integer.parseInt(line.group(1));
      if (code >= INTERIM) {
        return code;
      }
    }
    throw new IOException("the answer never ends");
  }

  private Map<String, String> headers() throws IOException {
    var read = new HashMap<String, String>();
    for (int i = 0; i < MOST_HEADERS; i++) {
      var line = line();
      if (line.isEmpty()) {
        return read;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("the answer has a broken header");
      }
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      var value = line.substring(colon + 1).strip();
      if (read.put(name, value) != null && name.equals("content-length")) {
        throw new IOException("the answer's length is ambiguous");
      }
    }
    throw new IOException("the answer has too many headers");
  }

  private void readChunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      var size = CHUNK.matcher(line());
      if (!size.matches()) {
        throw new IOException("the answer has a broken chunk");
      }
      int length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        return; // trailers say nothing that is needed
      }
      read(length, body);
      if (!line().isEmpty()) {
        throw new IOException("the answer has a broken chunk");
      }
    }
  }

  private void read(int length, ByteArrayOutputStream body) throws IOException {
    if (length > largest - body.size()) {
      throw new IOException("the answer is too long");
    }
    var buffer = new byte[Math.min(length, LONGEST_LINE)];
    int left = length;
    while (left > 0) {
      requireTime();
      int n = in.read(buffer, 0, Math.min(left, buffer.length));
      if (n < 0) {
        throw new IOException("the answer was cut off");
      }
      body.write(buffer, 0, n);
      left -= n;
    }
  }

  private void readAll(ByteArrayOutputStream body) throws IOException {
    var buffer = new byte[LONGEST_LINE];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      requireTime();
      if (n > largest - body.size()) {
        throw new IOException("the answer is too long");
      }
      body.write(buffer, 0, n);
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      requireTime();
      if (b < 0 || line.size() >= LONGEST_LINE) {
        throw new IOException("the answer has a broken line");
      }
      line.write(b);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private void requireTime() throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new IOException("the answer took too long");
    }
  }
}
