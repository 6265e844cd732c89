package emanet.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/// SMS and topics by SNS. The client must not retry: after a lost answer that would send twice
/// without a word.
///
/// A topic is one of a name in each Region, and SNS takes only what is to one of its own Region. A
/// letter that was queued in the other Region goes to this one's.
public final class AwsSns implements Carrier {
  /// Of `arn:<partition>:sns:<Region>:<account>:<name>`.
  private static final Pattern TOPIC = Pattern.compile("(arn:[a-z-]+:sns):[a-z0-9-]+:(.+)");

  private final SnsClient client;
  private final Optional<String> sender;

  /// With a client of its own.
  ///
  /// @param sender the registered sender id of 3 to 11 characters, where there is one
  public AwsSns(SnsClient client, Optional<String> sender) {
    this.client = client;
    this.sender = sender;
  }

  @Override
  public Carried carry(TenantId tenant, SendId id, Letter letter) {
    return switch (letter) {
      case Letter.Sms(var phone, var text) ->
          published(
              PublishRequest.builder()
                  .phoneNumber(phone)
                  .message(text.text())
                  .messageAttributes(attributes())
                  .build());
      case Letter.Topic topic -> tried(published(toTopic(topic)));
      case Letter.Email _, Letter.Webhook _ -> new Carried.Impossible("CHANNEL");
    };
  }

  /// A topic that is not there yet is made within minutes.
  private static Carried tried(Carried carried) {
    return carried instanceof Carried.Impossible(var code) ? new Carried.Refused(code) : carried;
  }

  private String here(String arn) {
    var region = client.serviceClientConfiguration().region().id();
    return TOPIC.matcher(arn).replaceFirst("$1:" + region + ":$2");
  }

  /// A message may say less to whom it comes by SMS.
  private PublishRequest toTopic(Letter.Topic topic) {
    var request = PublishRequest.builder().topicArn(here(topic.arn())).subject(topic.subject());
    if (topic.sms().isEmpty()) {
      return request.message(topic.text()).build();
    }
    var each =
        JsonNodeFactory.instance
            .objectNode()
            .put("default", topic.text())
            .put("sms", topic.sms().get().text());
    return request.message(each.toString()).messageStructure("json").build();
  }

  private Map<String, MessageAttributeValue> attributes() {
    var attributes = new HashMap<String, MessageAttributeValue>();
    attributes.put("AWS.SNS.SMS.SMSType", text("Transactional"));
    sender.ifPresent(id -> attributes.put("AWS.SNS.SMS.SenderID", text(id)));
    return attributes;
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private Carried published(PublishRequest request) {
    try {
      var _ = client.publish(request);
      return new Carried.Taken();
    } catch (AwsServiceException e) {
      return AwsRefusals.of(e);
    } catch (SdkException e) {
      return new Carried.Unknown("NO_ANSWER");
    }
  }
}
