package emanet.store;

import emanet.values.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs calls of DynamoDB (AWS Signature Version 4), as the SDK's signer does to the byte, which
/// knows every service's form of a request and was a sixth of what an import costs. Here there is
/// one form: a POST of a JSON body, without a query, to an endpoint whose path has nothing to
/// encode. What is signed otherwise than AWS reads it is refused, and made by the SDK's client.
///
/// The parts and their order are those of "Create a signed AWS API request" in the IAM user guide.
/// HMAC is RFC 2104's, made of the hash: ciphers and their keys stay in `keys` and `envelope`.
final class Signature {
  private static final String SERVICE = "dynamodb";
  private static final String PROTOCOL = "application/x-amz-json-1.0";
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DATE = "yyyyMMdd".length();
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final String region;
  private final String scheme;
  private final String name;
  private final int port;
  private final String host;
  private final String path;
  private final Optional<String> agent;
  private final InstantSource clock;
  private volatile @Nullable Stamp stamp;
  private volatile @Nullable Derived derived;

  /// @param agent what the product says of itself; not signed, as the SDK does not
  /// @param clock the real time, to which AWS holds a signature
  Signature(String region, URI endpoint, Optional<String> agent, InstantSource clock) {
    this.region = region;
    this.scheme = endpoint.getScheme();
    this.name = endpoint.getHost();
    boolean secure = scheme.equals("https");
    int usual = secure ? 443 : 80;
    this.port = endpoint.getPort() < 0 ? usual : endpoint.getPort();
    this.host = port == usual ? name : name + ":" + port;
    this.path = Optional.ofNullable(endpoint.getRawPath()).orElse("");
    this.agent = agent;
    this.clock = clock;
  }

  /// A second, as signatures tell it.
  private record Stamp(long second, String text) {}

  /// The key of a day, made of a secret.
  private static final class Derived {
    private final String secret;
    private final String date;
    private final byte[] key;

    Derived(String secret, String date, byte[] key) {
      this.secret = secret;
      this.date = date;
      this.key = key;
    }
  }

  /// The request of a call.
  ///
  /// @param target names the operation
  SdkHttpRequest signed(AwsCredentialsIdentity identity, String target, byte[] body) {
    var digest = Sha256.digest();
    var length = Integer.toString(body.length);
    var time = time();
    var hash = hex(digest.digest(body));
    var token =
        identity instanceof AwsSessionCredentialsIdentity session
            ? Optional.of(session.sessionToken().strip())
            : Optional.<String>empty();
    var names =
        "content-length;content-type;host;x-amz-content-sha256;x-amz-date;"
            + (token.isPresent() ? "x-amz-security-token;" : "")
            + "x-amz-target";
    var canonical = new StringBuilder(2048);
    canonical.append("POST\n").append(path.isEmpty() ? "/" : path);
    canonical.append("\n\ncontent-length:").append(length);
    canonical.append("\ncontent-type:").append(PROTOCOL).append("\nhost:").append(host);
    canonical.append("\nx-amz-content-sha256:").append(hash).append("\nx-amz-date:").append(time);
    token.ifPresent(text -> canonical.append("\nx-amz-security-token:").append(text));
    canonical.append("\nx-amz-target:").append(target);
    canonical.append("\n\n").append(names).append('\n').append(hash);

    var scope = time.substring(0, DATE) + "/" + region + "/" + SERVICE + "/aws4_request";
    var words =
        ALGORITHM
            + "\n"
            + time
            + "\n"
            + scope
            + "\n"
            + hex(digest.digest(bytes(canonical.toString())));
    var key = key(digest, identity.secretAccessKey().strip(), time.substring(0, DATE));
    var signature = hex(hmac(digest, key, words));
    var authorization =
        ALGORITHM
            + " Credential="
            + identity.accessKeyId().strip()
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + signature;

    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol(scheme)
            .host(name)
            .port(port)
            .encodedPath(path)
            .putHeader("Content-Type", PROTOCOL)
            .putHeader("Content-Length", length)
            .putHeader("X-Amz-Target", target)
            .putHeader("Host", host)
            .putHeader("x-amz-content-sha256", hash)
            .putHeader("X-Amz-Date", time)
            .putHeader("Authorization", authorization);
    token.ifPresent(text -> request.putHeader("X-Amz-Security-Token", text));
    agent.ifPresent(text -> request.putHeader("User-Agent", text));
    return request.build();
  }

  private String time() {
    var now = clock.instant().getEpochSecond();
    var known = stamp;
    if (known == null || known.second() != now) {
      known = new Stamp(now, TIME.format(Instant.ofEpochSecond(now)));
      stamp = known;
    }
    return known.text();
  }

  private byte[] key(MessageDigest digest, String secret, String date) {
    var known = derived;
    if (known == null || !known.date.equals(date) || !known.secret.equals(secret)) {
      var ofDay = hmac(digest, bytes("AWS4" + secret), date);
      var ofService = hmac(digest, hmac(digest, ofDay, region), SERVICE);
      known = new Derived(secret, date, hmac(digest, ofService, "aws4_request"));
      derived = known;
    }
    return known.key;
  }

  private static byte[] hmac(MessageDigest digest, byte[] key, String text) {
    var block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
    digest.update(masked(block, INNER));
    var inner = digest.digest(bytes(text));
    digest.update(masked(block, OUTER));
    return digest.digest(inner);
  }

  private static byte[] masked(byte[] block, byte mask) {
    var masked = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      masked[i] = (byte) (block[i] ^ mask);
    }
    return masked;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
