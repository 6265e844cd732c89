package emanet.ledger;

import emanet.values.Bytes;

/// An entry with the hash that the tree has of it.
///
/// @param leafHash RFC 6962 section 2.1
record SealedEntry(String id, Bytes leafHash) {}
