/// Checks a ledger without trusting whoever keeps it, and without AWS: what is needed is the log's
/// files and its key.
@NullMarked
package emanet.local.verify;

import org.jspecify.annotations.NullMarked;
