package emanet.http;

import emanet.fault.Fault;
import java.net.URI;

/// The real way to the outside.
public final class HttpsOutbound implements Outbound {
  @Override
  public byte[] get(URI address) {
    throw Fault.Unavailable.shortly().exception();
  }
}
