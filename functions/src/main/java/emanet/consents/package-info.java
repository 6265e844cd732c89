/// Explicit consent (açık rıza): what was given and withdrawn, and whether it is in force. Uses
/// register.
@NullMarked
package emanet.consents;

import org.jspecify.annotations.NullMarked;
