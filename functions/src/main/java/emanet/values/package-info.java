/// Ids, byte wrappers, secrets and randomness. Uses the JDK alone.
@NullMarked
package emanet.values;

import org.jspecify.annotations.NullMarked;
