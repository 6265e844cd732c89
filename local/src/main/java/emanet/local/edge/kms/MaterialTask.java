package emanet.local.edge.kms;

import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The making of a key's material, by whoever comes first.
final class MaterialTask {
  private final FutureTask<Material> task;

  MaterialTask(KeySpec spec) {
    task = new FutureTask<>(spec::generated);
  }

  /// This one, when it is done.
  MaterialTask made() throws GeneralSecurityException {
    var _ = get();
    return this;
  }

  /// What was made; makes it, or waits for who does.
  Material get() throws GeneralSecurityException {
    task.run(); // nothing, where it ran or runs
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GeneralSecurityException("stopped while a key was made", e);
    } catch (ExecutionException e) {
      throw new GeneralSecurityException(e.getCause());
    }
  }
}
