/// What it costs to back up all tables, and to bring them back.
@NullMarked
package emanet.benchmarks.moving;

import org.jspecify.annotations.NullMarked;
