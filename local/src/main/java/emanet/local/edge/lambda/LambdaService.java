package emanet.local.edge.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// Lambda: Invoke, which waits for the function's answer. Functions run where the gateways are.
public final class LambdaService implements AwsService {
  private static final String INVOKE = "Invoke";
  private static final Pattern INVOCATION =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");

  /// A name, an ARN or a part of one, with or without a version or an alias.
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:|\\d{12}:function:)?"
              + "([A-Za-z0-9_-]{1,64})(?::[A-Za-z0-9_$-]+)?");

  private static final int LONGEST = 6 * 1024 * 1024;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Gateways gateways;

  /// Where functions run.
  public interface Gateways {
    /// The function's answer as it is (200), or a problem: with `errorType` where it was the
    /// function that failed.
    Answer invoke(String region, String function, byte[] event);
  }

  public LambdaService(Gateways gateways) {
    this.gateways = gateways;
  }

  @Override
  public String operation(Call call) {
    return call.method().equals("POST") && INVOCATION.matcher(call.path()).matches() ? INVOKE : "";
  }

  @Override
  public Answer answer(Call call) {
    var path = INVOCATION.matcher(call.path());
    if (!path.matches() || operation(call).isEmpty()) {
      throw new AwsFailure(
          NOT_FOUND, "UnknownOperationException", "The edge's Lambda invokes functions only.");
    }
    if (call.header("X-Amz-Invocation-Type")
        .filter(type -> !type.equals("RequestResponse"))
        .isPresent()) {
      throw new AwsFailure(
          "InvalidParameterValueException", "The edge invokes with RequestResponse only.");
    }
    var function = FUNCTION.matcher(URLDecoder.decode(path.group(1), StandardCharsets.UTF_8));
    if (!function.matches()) {
      throw new AwsFailure("InvalidParameterValueException", "That is no function's name.");
    }
    if (call.body().length > LONGEST) {
      throw new AwsFailure(413, "RequestTooLargeException", "A payload holds 6 MB at most.");
    }
    var event = call.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : call.body();
    return answered(gateways.invoke(call.region(), function.group(1), event));
  }

  private static Answer answered(Answer answer) {
    if (answer.status() == OK) {
      return Answer.of(
          OK,
          Map.of("Content-Type", "application/json", "X-Amz-Executed-Version", "1"),
          answer.body());
    }
    var problem = JsonProtocol.parsed(answer.body());
    var detail = problem.path("detail").asText();
    if (answer.status() == NOT_FOUND) {
      throw new AwsFailure(NOT_FOUND, "ResourceNotFoundException", detail);
    }
    if (!problem.has("errorType")) {
      throw new AwsFailure(500, "ServiceException", detail);
    }
    return Answer.json(OK, "application/json", error(problem, detail))
        .with("X-Amz-Function-Error", "Unhandled")
        .with("X-Amz-Executed-Version", "1");
  }

  private static JsonNode error(JsonNode problem, String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("errorMessage", detail)
        .put("errorType", problem.path("errorType").asText());
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("Type", failure.status() >= 500 ? "Service" : "User");
    body.put("Message", failure.message());
    return Answer.json(failure.status(), "application/json", body)
        .with("x-amzn-ErrorType", failure.code());
  }
}
