/// What a user would pick instead of the envelope, as its makers document it.
@NullMarked
package emanet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
