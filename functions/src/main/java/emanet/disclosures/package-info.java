/// What was passed on, to whom, where and why; and telling recipients what became of it. Uses
/// subjects.
@NullMarked
package emanet.disclosures;

import org.jspecify.annotations.NullMarked;
