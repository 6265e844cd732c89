/// What somebody has to see to, drawn from every room, and only read: `Overview`.
@NullMarked
package emanet.audit;

import org.jspecify.annotations.NullMarked;
