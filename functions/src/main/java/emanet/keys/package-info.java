/// Keys: tenants' and people's, wrapped at rest, unwrapped for one use, destroyed for good; and
/// what is keyed besides ciphertext: blind-index tags and MACs. Uses store.
@NullMarked
package emanet.keys;

import org.jspecify.annotations.NullMarked;
