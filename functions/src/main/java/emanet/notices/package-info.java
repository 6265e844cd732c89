/// Published texts, version by version, and whom they reached. Uses register.
@NullMarked
package emanet.notices;

import org.jspecify.annotations.NullMarked;
