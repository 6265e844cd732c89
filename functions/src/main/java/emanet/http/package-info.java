/// Requests, answers and routes; strict JSON; problem documents; tokens; idempotency; cursors;
/// calls to the outside. Uses values, fault, store. A feature's routes class alone sees this room.
@NullMarked
package emanet.http;

import org.jspecify.annotations.NullMarked;
