package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a call to the outside may go. Addresses come from tenants' documents, so they are checked
/// as an attacker's: HTTPS on port 443 of a host with a name, all of whose addresses are public.
///
/// Every way to the outside makes both checks: `of` when the address is configured and when it is
/// called, `requirePublic` on what the name resolves to, just before connecting to that very
/// address.
///
/// @param host in lower case
/// @param target path and query, as the request line has it
public record Destination(String host, String target) {
  public static final int PORT = 443;

  private static final int LONGEST = 2000;

  /// At least two labels; the last one starts with a letter, so that no spelling of a number
  /// (`127.1`, `0x7f.1`) passes for a name.
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  private static final Pattern TARGET = Pattern.compile("[!-~]+");

  /// The destination that a URL names; empty if calls may not go there.
  public static Optional<Destination> of(URI url) {
    var host = Optional.ofNullable(url.getHost()).map(h -> h.toLowerCase(Locale.ROOT)).orElse("");
    boolean allowed =
        "https".equalsIgnoreCase(url.getScheme())
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null
            && (url.getPort() == -1 || url.getPort() == PORT)
            && HOST.matcher(host).matches()
            && url.toString().length() <= LONGEST;
    if (!allowed) {
      return Optional.empty();
    }
    var path = Optional.ofNullable(url.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    var query = Optional.ofNullable(url.getRawQuery()).map(q -> "?" + q).orElse("");
    return Optional.of(new Destination(host, path + query))
        .filter(destination -> TARGET.matcher(destination.target()).matches());
  }

  /// Refuses unless every address that the name has is public: a name with one foot in a private
  /// network is refused as a whole.
  ///
  /// @throws FaultException `Unavailable`
  public static void requirePublic(List<InetAddress> addresses) {
    if (addresses.isEmpty() || !addresses.stream().allMatch(PublicAddresses::contain)) {
      throw Fault.Unavailable.shortly().exception();
    }
  }
}
