/// IAM: roles, and whether their policies allow what is asked in a session of theirs.
@NullMarked
package emanet.local.edge.iam;

import org.jspecify.annotations.NullMarked;
