/// Lambda: functions are invoked by their names or ARNs, at the gateway that runs them.
@NullMarked
package emanet.local.edge.lambda;

import org.jspecify.annotations.NullMarked;
