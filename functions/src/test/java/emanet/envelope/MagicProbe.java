package emanet.envelope;

import emanet.envelope.v1.FormatV1;
import emanet.fault.Fault;

/// The dispatch that stands before a format's own parsing.
public final class MagicProbe {
  private MagicProbe() {}

  public static void requireFormat1(byte[] sealed) {
    if (Magic.version(sealed) != FormatV1.VERSION) {
      throw new Fault.Tampered().exception();
    }
  }
}
