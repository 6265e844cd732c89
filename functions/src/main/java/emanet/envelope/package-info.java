/// Sealed records: every format there is, each in a package of its own, and the one that is written
/// now. Uses keys.
@NullMarked
package emanet.envelope;

import org.jspecify.annotations.NullMarked;
