package emanet.envelope.v1;

import emanet.envelope.Magic;
import emanet.keys.AesGcm;
import emanet.keys.DataKey;

/// Where the parts of format 1 lie.
final class Layout {
  static final int SUITE_POS = Magic.LEN;
  static final int DEK_VERSION_POS = SUITE_POS + 1;
  static final int COMMITMENT_POS = DEK_VERSION_POS + Integer.BYTES;
  static final int NONCE_POS = COMMITMENT_POS + DataKey.COMMITMENT_LEN;
  static final int CIPHERTEXT_POS = NONCE_POS + AesGcm.NONCE_LEN;

  /// The header is what stands before the nonce; it is part of the associated data.
  static final int HEADER_LEN = NONCE_POS;

  /// Bytes of a sealed record beside its padded plaintext.
  static final int OVERHEAD = CIPHERTEXT_POS + AesGcm.TAG_LEN;

  private Layout() {}
}
