/// Transparency logs as such: Merkle trees (RFC 6962), tiles, notes and checkpoints (C2SP). Nothing
/// here knows what an entry says or where anything is stored, so that the one who writes a log and
/// the one who checks it, offline, run the same code.
@NullMarked
package emanet.ledger.tlog;

import org.jspecify.annotations.NullMarked;
