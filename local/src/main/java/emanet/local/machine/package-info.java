/// One machine as a whole: the edge in a process of its own, and a gateway for each Region, in this
/// process or, of several Regions, in one each; started together and gone together.
@NullMarked
package emanet.local.machine;

import org.jspecify.annotations.NullMarked;
