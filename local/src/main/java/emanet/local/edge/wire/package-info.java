/// The wire protocols that AWS services speak: calls, answers, failures.
@NullMarked
package emanet.local.edge.wire;

import org.jspecify.annotations.NullMarked;
