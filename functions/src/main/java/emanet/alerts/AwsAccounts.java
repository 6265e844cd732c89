package emanet.alerts;

import emanet.fault.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountRequest;
import software.amazon.awssdk.services.sesv2.model.GetEmailIdentityRequest;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
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

  @Override
  public boolean isVerified(String address) {
    try {
      return identities(address).stream().anyMatch(this::isVerifiedIdentity);
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  /// By any of which an address may send (Amazon SES Developer Guide, "Verified identities"):
  /// itself, its domain, and the domains that this is a part of.
  static List<String> identities(String address) {
    var identities = new ArrayList<String>();
    identities.add(address);
    var domain = address.substring(address.lastIndexOf('@') + 1);
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.')) {
      identities.add(domain);
      domain = domain.substring(dot + 1);
    }
    return identities;
  }

  private boolean isVerifiedIdentity(String identity) {
    try {
      return Boolean.TRUE.equals(
          ses.getEmailIdentity(GetEmailIdentityRequest.builder().emailIdentity(identity).build())
              .verifiedForSendingStatus());
    } catch (NotFoundException e) {
      return false; // nobody asked SES to verify it
    }
  }

  /// SES says -1 where there is no bound.
  private static long left(double most, double sent) {
    return most < 0 ? Long.MAX_VALUE : (long) Math.max(0, most - sent);
  }
}
