package emanet.local.edge.kms;

import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The making of a key's material, by whoever comes first.
final class MaterialTask implements Runnable {
  private final FutureTask<Material> task;

  private MaterialTask(FutureTask<Material> task) {
    this.task = task;
  }

  static MaterialTask of(KeySpec spec) {
    return new MaterialTask(new FutureTask<>(spec::generated));
  }

  static MaterialTask done(Material material) {
    var made = new MaterialTask(new FutureTask<>(() -> material));
    made.run();
    return made;
  }

  @Override
  public void run() {
    task.run(); // nothing, where it ran or runs
  }

  /// What was made; waits for it, or makes it.
  Material get() throws GeneralSecurityException {
    run();
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
