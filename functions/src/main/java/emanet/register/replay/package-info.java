/// What is written once, outside the tables, to be replayed on whatever is restored from a backup.
@NullMarked
package emanet.register.replay;

import org.jspecify.annotations.NullMarked;
