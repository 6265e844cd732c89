/// What somebody has to see to, drawn from every room, and only read: `Overview`; and packages, for
/// inspectors and to be given back.
@NullMarked
package emanet.audit;

import org.jspecify.annotations.NullMarked;
