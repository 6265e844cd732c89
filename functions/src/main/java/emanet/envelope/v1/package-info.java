/// Format 1 of sealed records: docs/spec/envelope-v1.md, whose sentences are named here as `V1-n`.
@NullMarked
package emanet.envelope.v1;

import org.jspecify.annotations.NullMarked;
