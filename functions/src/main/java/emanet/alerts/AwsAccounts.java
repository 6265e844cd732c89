package emanet.alerts;

import emanet.fault.Fault;
import java.math.BigDecimal;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetSmsAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSmsSandboxAccountStatusRequest;

/// The account as SNS and SES know it, in this Region.
public final class AwsAccounts implements Accounts {
  private static final String LIMIT = "MonthlySpendLimit";

  private final SnsClient sns;
  private final SesV2Client ses;

  public AwsAccounts(SnsClient sns, SesV2Client ses) {
    this.sns = sns;
    this.ses = ses;
  }

  @Override
  public Sms sms() {
    try {
      var sandbox =
          sns.getSMSSandboxAccountStatus(GetSmsSandboxAccountStatusRequest.builder().build());
      var attributes =
          sns.getSMSAttributes(GetSmsAttributesRequest.builder().attributes(LIMIT).build());
      return new Sms(
          sandbox.isInSandbox(), new BigDecimal(attributes.attributes().getOrDefault(LIMIT, "0")));
    } catch (SdkException | NumberFormatException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  @Override
  public Email email() {
    try {
      var account = ses.getAccount(GetAccountRequest.builder().build());
      var quota = account.sendQuota();
      return new Email(
          !account.productionAccessEnabled(),
          !account.sendingEnabled(),
          left(quota.max24HourSend(), quota.sentLast24Hours()),
          quota.maxSendRate().longValue());
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  /// SES says -1 where there is no bound.
  private static long left(double most, double sent) {
    return most < 0 ? Long.MAX_VALUE : (long) Math.max(0, most - sent);
  }
}
