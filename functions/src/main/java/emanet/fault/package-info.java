/// What can go wrong, as one sealed hierarchy. Uses values.
@NullMarked
package emanet.fault;

import org.jspecify.annotations.NullMarked;
