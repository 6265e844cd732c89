/// What an import costs the command line and the functions.
@NullMarked
package emanet.benchmarks.importing;

import org.jspecify.annotations.NullMarked;
