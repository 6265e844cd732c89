package emanet.breaches;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.values.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// A file of CloudTrail's: which keys it shows to have been opened, or asked for.
///
/// @param whole whether it could be read to its end
record TrailFile(List<Opening> openings, boolean whole) {
  /// Far above what CloudTrail packs into a file.
  private static final long LARGEST = 512L * 1024 * 1024;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KMS = "kms.amazonaws.com";
  private static final Set<String> OPENING = Set.of("Decrypt", "ReEncrypt");

  /// KMS was asked to open something that a key of its had wrapped.
  ///
  /// @param event the trail's id of it
  /// @param context what the key was bound to
  /// @param keys ARNs of the keys that were used; none where KMS refused
  record Opening(
      String event,
      Instant at,
      String principal,
      String address,
      String agent,
      JsonNode context,
      List<String> keys) {}

  /// A file that is not there, or is not shown.
  static TrailFile none() {
    return new TrailFile(List.of(), false);
  }

  /// Reads what can be read.
  static TrailFile of(Bytes content) {
    var openings = new ArrayList<Opening>();
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(content.toArray()));
        var parser = JSON.createParser(new Bounded(unpacked))) {
      boolean records = false;
      while (!records && parser.nextToken() != null) {
        records =
            "Records".equals(parser.currentName())
                && parser.currentToken() == JsonToken.START_ARRAY;
      }
      if (records) {
        read(parser, openings);
      }
      return new TrailFile(openings, records);
    } catch (IOException e) {
      return new TrailFile(openings, false);
    }
  }

  private static void read(JsonParser parser, List<Opening> into) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode event = JSON.readTree(parser);
      if (event.path("eventSource").asText().equals(KMS)
          && OPENING.contains(event.path("eventName").asText())) {
        opening(event).ifPresent(into::add);
      }
    }
  }

  private static Optional<Opening> opening(JsonNode event) {
    var asked = event.path("requestParameters");
    var context =
        asked.has("sourceEncryptionContext")
            ? asked.path("sourceEncryptionContext")
            : asked.path("encryptionContext");
    var keys = new ArrayList<String>();
    event.path("resources").forEach(resource -> keys.add(resource.path("ARN").asText()));
    try {
      return Optional.of(
          new Opening(
              event.path("eventID").asText(),
              Instant.parse(event.path("eventTime").asText()),
              principal(event.path("userIdentity")),
              event.path("sourceIPAddress").asText(),
              event.path("userAgent").asText(),
              context,
              keys));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Who it was, as far as the trail says: a service of the cloud's has no ARN, and of another
  /// account only its number may be shown.
  private static String principal(JsonNode identity) {
    for (var name : List.of("arn", "invokedBy", "principalId", "accountId")) {
      if (!identity.path(name).asText().isEmpty()) {
        return identity.path(name).asText();
      }
    }
    return "unknown";
  }

  /// What unpacks to more than any file of CloudTrail's is none.
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left = LARGEST;

    Bounded(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return took(in.read(), 1);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      return took(count, count);
    }

    private int took(int answer, int count) throws IOException {
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new IOException("more than a file of the trail holds");
      }
      return answer;
    }
  }
}
