package emanet.alerts;

import emanet.alerts.Carrier.Carried;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
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

  /// How SES begins what it says where an address of ours, or any in the sandbox, is not verified;
  /// its code is that of a letter with a virus.
  private static final String UNVERIFIED = "Email address is not verified";

  private AwsRefusals() {}

  static Carried of(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "UNNAMED" : details.errorCode();
    if (e.isThrottlingException() || BUSY.contains(code)) {
      return new Carried.Busy(code);
    }
    if (isOfTheSender(details)) {
      return new Carried.Busy("UNVERIFIED");
    }
    if (FINAL.contains(code)) {
      return new Carried.Impossible(code);
    }
    // a service that fails inside may have done it all the same
    return e.statusCode() >= SERVER ? new Carried.Unknown(code) : new Carried.Refused(code);
  }

  /// Not of the letter: once the sender is verified, or the sandbox is left, it goes out.
  private static boolean isOfTheSender(@Nullable AwsErrorDetails details) {
    return details != null
        && "MessageRejected".equals(details.errorCode())
        && details.errorMessage() != null
        && details.errorMessage().startsWith(UNVERIFIED);
  }
}
