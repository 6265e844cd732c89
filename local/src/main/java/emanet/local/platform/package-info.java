/// What one machine puts in the place of the outside: a clock that follows the edge, and a way out
/// that leads to it. Found by `ServiceLoader`, and by `AWS_ENDPOINT_URL`, so that several edges can
/// live in one process.
@NullMarked
package emanet.local.platform;

import org.jspecify.annotations.NullMarked;
