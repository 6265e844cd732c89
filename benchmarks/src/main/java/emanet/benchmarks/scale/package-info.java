/// The same measures with a thousand, ten thousand and a hundred thousand people.
@NullMarked
package emanet.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
