/// STS: who a caller is, and the sessions of roles that were assumed.
@NullMarked
package emanet.local.edge.sts;

import org.jspecify.annotations.NullMarked;
