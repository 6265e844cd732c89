package emanet.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/// SMS and topics by SNS. The client must not retry: after a lost answer that would send twice
/// without a word.
public final class AwsSns implements Carrier {
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
      case Letter.Topic topic -> published(toTopic(topic));
      case Letter.Email _, Letter.Webhook _ -> new Carried.Impossible("CHANNEL");
    };
  }

  /// A message may say less to whom it comes by SMS.
  private static PublishRequest toTopic(Letter.Topic topic) {
    var request = PublishRequest.builder().topicArn(topic.arn()).subject(topic.subject());
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
