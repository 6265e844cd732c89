/// One machine as a whole: the edge in a process of its own, and beside it a gateway for each
/// Region, started together and gone together.
@NullMarked
package emanet.local.machine;

import org.jspecify.annotations.NullMarked;
