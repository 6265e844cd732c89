package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.PublicUrl;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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

  /// The destination that a URL names; empty if calls may not go there.
  public static Optional<Destination> of(URI url) {
    return PublicUrl.of(url).map(found -> new Destination(found.host(), found.target()));
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
