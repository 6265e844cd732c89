package emanet.subjects;

import emanet.local.Stack;
import java.util.Set;

/// On the edge, which lacks nothing.
class OnEdgeTest extends AwsContract {
  @Override
  Stack system() {
    return Stack.shared();
  }

  @Override
  void stop(Stack system) {
    // other tests use it
  }

  @Override
  Set<Ability> lacking() {
    return Set.of();
  }
}
