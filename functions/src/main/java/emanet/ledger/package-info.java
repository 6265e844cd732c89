/// What was asked for, and what came of it: entries that are appended before anything is shown or
/// changed, and never rewritten. Uses store; its routes also http.
@NullMarked
package emanet.ledger;

import org.jspecify.annotations.NullMarked;
