/// What an entry of the ledger costs beside the SDK's own call.
@NullMarked
package emanet.benchmarks.appending;

import org.jspecify.annotations.NullMarked;
