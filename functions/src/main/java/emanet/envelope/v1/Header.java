package emanet.envelope.v1;

import emanet.envelope.Magic;
import emanet.fault.Fault;
import java.nio.ByteBuffer;

/// What format 1 says before its commitment.
///
/// @param dekVersion which of the owner's keys seals, from 1
record Header(int dekVersion) {
  private static final byte SUITE = 1;

  /// V1-3 to V1-6: of all byte strings that are read as a record, each is read in one way, and
  /// `write` gives it back.
  ///
  /// @throws emanet.fault.FaultException `Tampered`
  static Header parse(byte[] sealed) {
    if (sealed.length < Layout.OVERHEAD + Padding.BLOCK
        || (sealed.length - Layout.OVERHEAD) % Padding.BLOCK != 0
        || sealed[Magic.VERSION_POS] != FormatV1.VERSION
        || sealed[Layout.SUITE_POS] != SUITE) {
      throw new Fault.Tampered().exception();
    }
    int dekVersion = ByteBuffer.wrap(sealed).getInt(Layout.DEK_VERSION_POS);
    if (dekVersion < 1) {
      throw new Fault.Tampered().exception();
    }
    return new Header(dekVersion);
  }

  void write(byte[] to) {
    Magic.write(to, FormatV1.VERSION);
    to[Layout.SUITE_POS] = SUITE;
    ByteBuffer.wrap(to).putInt(Layout.DEK_VERSION_POS, dekVersion);
  }
}
