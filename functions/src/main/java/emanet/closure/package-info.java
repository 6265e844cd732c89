/// The end of a tenant's contract: frozen, given back, its keys destroyed, certified. Uses audit.
@NullMarked
package emanet.closure;

import org.jspecify.annotations.NullMarked;
