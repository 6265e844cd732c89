package emanet.local.edge.wire;

import java.util.Map;

/// The HTTP status that AWS answers a code with, for failures that are injected.
public final class ErrorCodes {
  private static final int CLIENT = 400;
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("InternalServerError", 500),
          Map.entry("InternalFailure", 500),
          Map.entry("InternalError", 500),
          Map.entry("InternalErrorException", 500),
          Map.entry("KMSInternalException", 500),
          Map.entry("KeyUnavailableException", 500),
          Map.entry("ServiceException", 500),
          Map.entry("DependencyTimeoutException", 503),
          Map.entry("ServiceUnavailable", 503),
          Map.entry("ServiceUnavailableException", 503),
          Map.entry("SlowDown", 503),
          Map.entry("TooManyRequestsException", 429),
          Map.entry("AccessDenied", 403),
          Map.entry("AuthorizationError", 403),
          Map.entry("OptInRequired", 403),
          Map.entry("NoSuchKey", 404),
          Map.entry("NoSuchBucket", 404),
          Map.entry("NotFound", 404),
          Map.entry("OperationAborted", 409),
          Map.entry("ConditionalRequestConflict", 409),
          Map.entry("PreconditionFailed", 412));

  private ErrorCodes() {}

  public static AwsFailure injected(String code, String service) {
    // SNS and STS answer throttling with 400 too, S3 knows it as SlowDown
    var status = STATUS.getOrDefault(code, CLIENT);
    return new AwsFailure(status, code, "The edge was told to answer " + service + " so.");
  }
}
