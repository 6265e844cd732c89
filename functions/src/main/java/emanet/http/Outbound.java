package emanet.http;

import java.net.URI;

/// Calls from here to the outside: to HTTPS on port 443 of public addresses alone.
public interface Outbound {
  /// The body of a 200 answer, of bounded size, without following redirects.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` if there is none, for whatever reason
  byte[] get(URI address);
}
