package emanet.http;

import java.net.URI;

/// Pages of the outside.
@FunctionalInterface
public interface Pages {
  /// The body of a 200 answer, of bounded size, without following redirects.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` if there is none, for whatever reason
  byte[] get(URI address);
}
