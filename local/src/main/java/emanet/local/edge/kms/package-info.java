/// KMS on the JDK's cryptography: keys, their states, and what they refuse.
@NullMarked
package emanet.local.edge.kms;

import org.jspecify.annotations.NullMarked;
