package emanet.ledger;

import emanet.values.Bytes;

/// Proof that an entry was promised: its absence from the sealed tree later proves an omission.
///
/// @param leafHash RFC 6962: SHA-256 over 0x00 and the leaf's bytes
public record Receipt(String entryId, Bytes leafHash) {
  /// The value of the header `Emanet-Ledger`.
  public String header() {
    return entryId + "." + leafHash.toHex();
  }
}
