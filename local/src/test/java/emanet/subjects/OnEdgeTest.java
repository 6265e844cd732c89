package emanet.subjects;

import emanet.local.Stack;
import java.util.Set;

/// On the edge, which lacks one thing. A stack of its own: backups are of all that there is.
class OnEdgeTest extends BackupContract {
  @Override
  Stack system() {
    return Stack.only(Set.of(), Stack.HOME);
  }

  @Override
  void stop(Stack system) {
    system.close();
  }

  @Override
  Set<Ability> lacking() {
    // it keeps them, and judges by none
    return Set.of(Ability.BUCKET_POLICIES);
  }
}
