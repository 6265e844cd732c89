/// What a developer asks of the edge itself: tokens, the outbox, the clock, faults, counts.
@NullMarked
package emanet.local.edge.control;

import org.jspecify.annotations.NullMarked;
