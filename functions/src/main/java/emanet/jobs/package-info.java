/// Work that is longer than a call: leases, schedules' slots, jobs that are taken up again. Uses
/// store; every room may use it.
@NullMarked
package emanet.jobs;

import org.jspecify.annotations.NullMarked;
