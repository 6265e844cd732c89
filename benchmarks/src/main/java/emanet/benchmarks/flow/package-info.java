/// Whole requests over HTTP on one machine, beside handlers that do less.
@NullMarked
package emanet.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
