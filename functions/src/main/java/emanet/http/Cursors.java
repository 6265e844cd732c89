package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import emanet.values.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Where to go on in a list: a position, authenticated, and good for one tenant and query only.
///
/// Not guaranteed: that the position is hidden. It is a sort key, which is never personal data.
public final class Cursors {
  private static final int TAG_LENGTH = 16;
  private static final int LONGEST = 1000;

  private final TenantMac mac;

  public Cursors(TenantMac mac) {
    this.mac = mac;
  }

  /// The cursor of the page after this one.
  ///
  /// @param position where the page ended, such as the last sort key
  public String next(Request request, Caller caller, String position) {
    var content = position.getBytes(StandardCharsets.UTF_8);
    var cursor = ByteBuffer.allocate(TAG_LENGTH + content.length);
    cursor.put(tag(request, caller, content)).put(content);
    return encode(cursor.array());
  }

  private static String encode(byte[] cursor) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /// The position of the request's `cursor`, if it has one.
  ///
  /// @throws FaultException `Malformed` if it was not made here for this tenant and query
  public Optional<String> position(Request request, Caller caller) {
    return request.query("cursor").map(cursor -> open(cursor, request, caller));
  }

  private String open(String cursor, Request request, Caller caller) {
    var bytes = decode(cursor);
    if (bytes.length <= TAG_LENGTH) {
      throw forged();
    }
    var content = Arrays.copyOfRange(bytes, TAG_LENGTH, bytes.length);
    if (!MessageDigest.isEqual(tag(request, caller, content), Arrays.copyOf(bytes, TAG_LENGTH))) {
      throw forged();
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private byte[] tag(Request request, Caller caller, byte[] content) {
    var input = MacContent.of("cursor", request.listing(), content);
    return Arrays.copyOf(mac.mac(caller.tenant(), input).toArray(), TAG_LENGTH);
  }

  private static byte[] decode(String cursor) {
    if (cursor.length() > LONGEST) {
      throw forged();
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      if (!encode(bytes).equals(cursor)) {
        throw forged(); // spare bits at the end were set
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw forged();
    }
  }

  private static FaultException forged() {
    return new Fault.Malformed(Malformation.CURSOR, "cursor").exception();
  }
}
