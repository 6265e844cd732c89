/// What calls cost in dollars: units and calls that are counted, times list prices.
@NullMarked
package emanet.benchmarks.dollars;

import org.jspecify.annotations.NullMarked;
