package emanet.alerts;

import emanet.values.TenantId;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// E-mail by SES. The client must not retry: after a lost answer that would send twice without a
/// word.
public final class AwsEmail implements Carrier {
  private static final String UTF_8 = "UTF-8";

  private final SesV2Client client;
  private final Optional<String> from;

  /// With a client of its own.
  ///
  /// @param from a verified address; without one nothing is sent, and sends wait
  public AwsEmail(SesV2Client client, Optional<String> from) {
    this.client = client;
    this.from = from;
  }

  @Override
  public Carried carry(TenantId tenant, SendId id, Letter letter) {
    if (!(letter instanceof Letter.Email(var address, var subject, var text))) {
      return new Carried.Impossible("CHANNEL");
    }
    return from.map(sender -> sent(sender, address, subject, text))
        .orElseGet(() -> new Carried.Busy("NO_SENDER"));
  }

  private Carried sent(String sender, String address, String subject, String text) {
    var message =
        Message.builder().subject(utf8(subject)).body(Body.builder().text(utf8(text)).build());
    try {
      var _ =
          client.sendEmail(
              SendEmailRequest.builder()
                  .fromEmailAddress(sender)
                  .destination(Destination.builder().toAddresses(address).build())
                  .content(EmailContent.builder().simple(message.build()).build())
                  .build());
      return new Carried.Taken();
    } catch (AwsServiceException e) {
      return AwsRefusals.of(e);
    } catch (SdkException e) {
      return new Carried.Unknown("NO_ANSWER");
    }
  }

  private static Content utf8(String text) {
    return Content.builder().charset(UTF_8).data(text).build();
  }
}
