package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import emanet.local.template.FunctionSpec;
import emanet.local.template.Template;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What Lambda tells a function about its invocation.
final class LambdaContext implements Context {
  private static final String VERSION = "1";
  private static final String ALIAS = "live";

  private final FunctionSpec function;
  private final String region;
  private final String requestId;
  private final long deadline;

  /// @param deadline by `System.nanoTime()`
  LambdaContext(FunctionSpec function, String region, String requestId, long deadline) {
    this.function = function;
    this.region = region;
    this.requestId = requestId;
    this.deadline = deadline;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.name();
  }

  @Override
  public String getLogStreamName() {
    return "one-machine";
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return VERSION;
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:%s:%s:function:%s:%s"
        .formatted(region, Template.ACCOUNT, function.name(), ALIAS);
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memory();
  }

  @Override
  public LambdaLogger getLogger() {
    return StandardError.LOGGER;
  }

  private enum StandardError implements LambdaLogger {
    LOGGER;

    @Override
    public void log(String message) {
      System.err.println(message.stripTrailing());
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
