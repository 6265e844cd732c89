package emanet.alerts;

import emanet.alerts.Carrier.Carried;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What a service's refusal means for the letter. Its code is kept, its text never: that may quote
/// the address.
final class AwsRefusals {
  private static final int SERVER = 500;

  /// Of the letter itself: another try gets the same answer.
  private static final Set<String> FINAL =
      Set.of(
          "InvalidParameter",
          "InvalidParameterValue",
          "InvalidParameterException",
          "OptedOut",
          "OptedOutException",
          "EndpointDisabled",
          "NotFound",
          "BadRequestException",
          "MessageRejected");

  private static final Set<String> BUSY =
      Set.of("LimitExceededException", "SendingPausedException", "AccountSuspendedException");

  private AwsRefusals() {}

  static Carried of(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "UNNAMED" : details.errorCode();
    if (e.isThrottlingException() || BUSY.contains(code)) {
      return new Carried.Busy(code);
    }
    if (FINAL.contains(code)) {
      return new Carried.Impossible(code);
    }
    // a service that fails inside may have done it all the same
    return e.statusCode() >= SERVER ? new Carried.Unknown(code) : new Carried.Refused(code);
  }
}
