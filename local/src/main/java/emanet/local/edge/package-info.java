/// The AWS edge of one machine: what answers on one loopback port as AWS would.
@NullMarked
package emanet.local.edge;

import org.jspecify.annotations.NullMarked;
