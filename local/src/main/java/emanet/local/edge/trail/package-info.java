/// What CloudTrail writes down of the calls to the edge's KMS.
@NullMarked
package emanet.local.edge.trail;

import org.jspecify.annotations.NullMarked;
