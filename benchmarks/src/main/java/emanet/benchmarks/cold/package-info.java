/// What a new environment of a function pays: the real functions under AWS's own runtime interface
/// client, served by a Runtime API of ours.
@NullMarked
package emanet.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
