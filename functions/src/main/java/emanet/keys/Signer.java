package emanet.keys;

import emanet.values.Bytes;

/// Signs with a key that never leaves the service it is kept in.
///
/// Guarantee: what `sign` gives verifies under `publicKey`, whichever Region it was made in. Where
/// the service cannot be reached in time: `Fault.Unavailable`.
///
/// Not guaranteed: that the same message gets the same signature twice, but by Ed25519.
public interface Signer {
  /// Signs the message itself, however long.
  Bytes sign(Bytes message);

  /// The public key as SubjectPublicKeyInfo (RFC 5280), as a certificate would hold it.
  Bytes publicKey();
}
