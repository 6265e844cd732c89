package emanet.values;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address that calls to the outside may be sent to, by its form: HTTPS on port 443 of a host
/// with a name, and nobody's user name. What the name leads to is seen only when it is called.
///
/// @param host in lower case
/// @param target path and query, as the request line has it
public record PublicUrl(String host, String target) {
  private static final int PORT = 443;
  private static final int LONGEST = 2000;

  /// At least two labels; the last one starts with a letter, so that no spelling of a number
  /// (`127.1`, `0x7f.1`) passes for a name.
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  /// Names of this machine, of a home's or an office's network, of a cloud's own (RFC 6761, 6762,
  /// 8375; ICANN's reserved `internal`).
  private static final Pattern INSIDE =
      Pattern.compile("(.*\\.)?(localhost|local|internal|home\\.arpa)");

  private static final Pattern TARGET = Pattern.compile("[!-~]+");

  /// Empty if calls may not go there.
  public static Optional<PublicUrl> of(URI url) {
    var host = Optional.ofNullable(url.getHost()).map(h -> h.toLowerCase(Locale.ROOT)).orElse("");
    boolean allowed =
        "https".equalsIgnoreCase(url.getScheme())
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null
            && (url.getPort() == -1 || url.getPort() == PORT)
            && HOST.matcher(host).matches()
            && !INSIDE.matcher(host).matches()
            && url.toString().length() <= LONGEST;
    if (!allowed) {
      return Optional.empty();
    }
    var path = Optional.ofNullable(url.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    var query = Optional.ofNullable(url.getRawQuery()).map(q -> "?" + q).orElse("");
    return Optional.of(new PublicUrl(host, path + query))
        .filter(found -> TARGET.matcher(found.target()).matches());
  }
}
