package emanet.alerts;

import emanet.fault.Fault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;

/// Topics of SNS, in this Region.
public final class AwsTopics implements Topics {
  /// At rest under the key that the account has for it.
  private static final Map<String, String> ATTRIBUTES = Map.of("KmsMasterKeyId", "alias/aws/sns");

  /// How SNS begins the address of a subscription that was confirmed.
  private static final String CONFIRMED = "arn:";

  private final SnsClient client;
  private final String redrive;

  /// @param undelivered the ARN of the queue, in this Region, that keeps what SNS gave up giving
  public AwsTopics(SnsClient client, String undelivered) {
    this.client = client;
    this.redrive = "{\"deadLetterTargetArn\":\"" + undelivered + "\"}";
  }

  @Override
  public Ready ready(String name, Set<Endpoint> subscribers) {
    try {
      var made = CreateTopicRequest.builder().name(name).attributes(ATTRIBUTES).build();
      var arn = client.createTopic(made).topicArn();
      var known = subscriptions(arn);
      var unconfirmed = new HashSet<Endpoint>();
      for (var wanted : subscribers) {
        var subscription =
            Optional.ofNullable(known.remove(wanted)).or(() -> subscribed(arn, wanted));
        if (subscription.filter(one -> one.startsWith(CONFIRMED)).isEmpty()) {
          unconfirmed.add(wanted);
        }
      }
      known.values().stream().filter(one -> one.startsWith(CONFIRMED)).forEach(this::unsubscribe);
      return new Ready(arn, unconfirmed);
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  /// Those by e-mail and SMS.
  private Map<Endpoint, String> subscriptions(String arn) {
    var known = new HashMap<Endpoint, String>();
    client
        .listSubscriptionsByTopicPaginator(
            ListSubscriptionsByTopicRequest.builder().topicArn(arn).build())
        .subscriptions()
        .forEach(one ->
            channel(one.protocol())
                .ifPresent(channel ->
                    known.put(new Endpoint(channel, one.endpoint()), one.subscriptionArn())));
    return known;
  }

  private static Optional<Channel> channel(String protocol) {
    return switch (protocol) {
      case "email" -> Optional.of(Channel.EMAIL);
      case "sms" -> Optional.of(Channel.SMS);
      default -> Optional.empty();
    };
  }

  /// An endpoint that SNS does not take is no reason to leave the others.
  private Optional<String> subscribed(String arn, Endpoint endpoint) {
    var protocol = endpoint.channel() == Channel.SMS ? "sms" : "email";
    var request =
        SubscribeRequest.builder()
            .topicArn(arn)
            .protocol(protocol)
            .endpoint(endpoint.address())
            .attributes(Map.of("RedrivePolicy", redrive))
            .build();
    try {
      return Optional.of(client.subscribe(request).subscriptionArn());
    } catch (SnsException e) {
      return Optional.empty();
    }
  }

  private void unsubscribe(String subscription) {
    var _ = client.unsubscribe(UnsubscribeRequest.builder().subscriptionArn(subscription).build());
  }
}
