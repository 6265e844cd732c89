package emanet.wiring;

import emanet.store.Stage;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/// Goes through the logs of all tenants and of the deployment itself, some at once.
final class AllLogs {
  private static final int AT_ONCE = 8;

  private AllLogs() {}

  /// @param more asked before each window: whether there is time
  static void each(List<TenantId> logs, BooleanSupplier more, Consumer<TenantId> task) {
    logs.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .takeWhile(_ -> more.getAsBoolean())
        .forEach(window -> {
          var calls = new ArrayList<Callable<Boolean>>();
          window.forEach(tenant ->
              calls.add(() -> {
                task.accept(tenant);
                return true;
              }));
          var _ = Stage.all(calls);
        });
  }
}
