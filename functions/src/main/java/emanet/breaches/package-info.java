/// Breaches (veri ihlalleri): the register of them, whose data was reached, and the clock of Art.
/// 12/5. Uses subjects.
@NullMarked
package emanet.breaches;

import org.jspecify.annotations.NullMarked;
