package emanet.wiring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// The order in which a run takes its tenants: another one at each time. A run that ends before it
/// reached all, by its budget or by dying at one of them, so leaves out others than the run before.
///
/// It is shuffled and not merely begun elsewhere: nothing is to be remembered between runs, which a
/// run that dies could not write down, and what one tenant delays does not always fall upon the
/// same neighbours. Of n tenants, k of whom a run gets through, one is left out by r runs on end
/// with a chance of (1 - k/n)^r.
final class Rotation {
  private Rotation() {}

  /// @param time of the run: the same time, the same order
  static <T> List<T> of(Collection<T> all, Instant time) {
    var order = new ArrayList<>(all);
    Collections.shuffle(order, new SplittableRandom(time.getEpochSecond()));
    return order;
  }
}
