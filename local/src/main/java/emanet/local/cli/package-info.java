/// The command line.
@NullMarked
package emanet.local.cli;

import org.jspecify.annotations.NullMarked;
