package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.local.platform.EdgeAddress;
import emanet.local.platform.FunctionKey;
import emanet.local.template.FunctionSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crac.Core;
import org.crac.Resource;

/// The template's functions: each one instance, made when it is first called, used by many threads.
final class Functions implements AutoCloseable {
  private final Map<String, FunctionSpec> specs;
  private final URI edge;
  private final URI aws;
  private final String region;
  private final Map<String, RequestStreamHandler> handlers = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  Functions(Map<String, FunctionSpec> specs, GatewayOptions options) {
    this.specs = Map.copyOf(specs);
    this.edge = options.edge();
    this.aws = options.aws();
    this.region = options.region();
  }

  Set<String> names() {
    return specs.keySet();
  }

  Optional<Duration> timeout(String name) {
    return Optional.ofNullable(specs.get(name)).map(FunctionSpec::timeout);
  }

  /// Runs a function, for no longer than it and `patience` allow.
  ///
  /// @throws FunctionFailure if it threw, or took too long
  byte[] invoke(String name, byte[] event, Duration patience) throws FunctionFailure {
    var spec = specs.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("the template has no function " + name);
    }
    var limit = spec.timeout().compareTo(patience) < 0 ? spec.timeout() : patience;
    var running = executor.submit(() -> run(spec, event, limit));
    try {
      return running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new FunctionFailure(name + " timed out after " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new FunctionFailure(String.valueOf(cause.getMessage()), cause);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new FunctionFailure("the gateway is stopping", e);
    }
  }

  /// What Lambda has a function do before it takes its snapshot (SnapStart), and after that.
  ///
  /// @throws StartFailure if it cannot
  void rehearse(String name) {
    var spec = Objects.requireNonNull(specs.get(name), name);
    if (handler(spec) instanceof Resource function) {
      try {
        function.beforeCheckpoint(Core.getGlobalContext());
        function.afterRestore(Core.getGlobalContext());
      } catch (Exception e) {
        throw new StartFailure(name + " did not rehearse", e);
      }
    } else {
      throw new StartFailure(name + " has nothing to rehearse");
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private byte[] run(FunctionSpec spec, byte[] event, Duration limit) throws IOException {
    var handler = handler(spec);
    var context =
        new LambdaContext(
            spec, region, UUID.randomUUID().toString(), System.nanoTime() + limit.toNanos());
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), answer, context);
    return answer.toByteArray();
  }

  private RequestStreamHandler handler(FunctionSpec spec) {
    return handlers.computeIfAbsent(spec.name(), _ -> instance(spec));
  }

  private RequestStreamHandler instance(FunctionSpec spec) {
    try {
      return Class.forName(spec.handler())
          .asSubclass(RequestStreamHandler.class)
          .getConstructor(Map.class)
          .newInstance(environment(spec));
    } catch (InvocationTargetException e) {
      throw new StartFailure(spec.name() + " did not start: " + e.getCause(), e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new StartFailure(spec.name() + " has no usable handler " + spec.handler(), e);
    }
  }

  private Map<String, String> environment(FunctionSpec spec) {
    var environment = new HashMap<>(spec.environment());
    environment.put("AWS_REGION", region);
    environment.put("AWS_ENDPOINT_URL", aws.toString());
    environment.put(EdgeAddress.VARIABLE, edge.toString());
    // the edge tells by it whose calls they are; another emulator need not know it
    environment.put("AWS_ACCESS_KEY_ID", aws.equals(edge) ? FunctionKey.of(spec.name()) : "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    return environment;
  }
}
