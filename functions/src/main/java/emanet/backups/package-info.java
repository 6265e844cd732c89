/// Backups, and what comes back from them.
@NullMarked
package emanet.backups;

import org.jspecify.annotations.NullMarked;
