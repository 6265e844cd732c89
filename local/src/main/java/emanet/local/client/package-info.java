/// Calls to the HTTP API, with tokens, as any customer's program would make them.
@NullMarked
package emanet.local.client;

import org.jspecify.annotations.NullMarked;
