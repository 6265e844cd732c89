/// The composition root: what each function needs, put together by hand.
@NullMarked
package emanet.wiring;

import org.jspecify.annotations.NullMarked;
