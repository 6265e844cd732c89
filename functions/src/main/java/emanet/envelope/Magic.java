package emanet.envelope;

import emanet.fault.Fault;

/// The first bytes of a sealed record, which all formats share: `EMNT`, then the format's version.
public final class Magic {
  public static final int VERSION_POS = 4;
  public static final int LEN = VERSION_POS + 1;

  private static final byte[] LETTERS = {'E', 'M', 'N', 'T'};

  private Magic() {}

  public static void write(byte[] to, byte version) {
    System.arraycopy(LETTERS, 0, to, 0, LETTERS.length);
    to[VERSION_POS] = version;
  }

  /// @throws emanet.fault.FaultException `Tampered` if it is no sealed record
  static byte version(byte[] sealed) {
    if (sealed.length < LEN || java.util.Arrays.mismatch(sealed, LETTERS) != LETTERS.length) {
      throw new Fault.Tampered().exception();
    }
    return sealed[VERSION_POS];
  }
}
