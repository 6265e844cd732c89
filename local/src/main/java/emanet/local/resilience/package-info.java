/// A trial of several Regions: mixed traffic of many clients while faults are injected at random,
/// and a check of all that they saw against what is promised.
@NullMarked
package emanet.local.resilience;

import org.jspecify.annotations.NullMarked;
