package emanet.local.edge.messages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.control.Accounts;
import emanet.local.edge.control.Outbox;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.QueryProtocol;
import emanet.local.edge.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// SNS over AWS Query. What is published goes to the outbox, to the topic and to each confirmed
/// address.
public final class SnsService implements AwsService {
  private static final QueryProtocol PROTOCOL =
      new QueryProtocol("http://sns.amazonaws.com/doc/2010-03-31/");
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern PROTOCOLS =
      Pattern.compile("email|email-json|sms|http|https|sqs|lambda");

  /// ASCII on one line, below 100 characters; begins with a letter, a digit or punctuation.
  private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");

  private static final int ARN_PARTS = 6;
  private static final int ARN_REGION = 3;
  private static final int LONGEST_SMS = 1600;
  private static final int LONGEST_MESSAGE = 256 * 1024;

  private final Topics topics;
  private final Outbox outbox;
  private final Accounts accounts;
  private final Map<String, Map<String, String>> smsAttributes = new TreeMap<>();

  public SnsService(InstantSource clock, Outbox outbox, Accounts accounts) {
    this.topics = new Topics(clock);
    this.outbox = outbox;
    this.accounts = accounts;
  }

  @Override
  public String operation(Call call) {
    return QueryProtocol.operation(call);
  }

  @Override
  public Answer answer(Call call) {
    var operation = operation(call);
    synchronized (topics) {
      return PROTOCOL.result(operation, content(operation, call.region(), call.form()));
    }
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return PROTOCOL.failure(failure);
  }

  private String content(String operation, String region, Map<String, String> form) {
    requireOfRegion(form, region);
    return switch (operation) {
      case "CreateTopic" -> create(region, form);
      case "DeleteTopic" -> nothing(() -> topics.delete(required(form, "TopicArn")));
      case "ListTopics" -> listed(region);
      case "GetTopicAttributes" ->
          attributes(topics.attributes(required(form, "TopicArn")), "Attributes");
      case "SetTopicAttributes" ->
          nothing(() ->
              topics
                  .attributes(required(form, "TopicArn"))
                  .put(required(form, "AttributeName"), form.getOrDefault("AttributeValue", "")));
      case "Subscribe" -> subscribe(form);
      case "ConfirmSubscription" ->
          Xml.element(
              "SubscriptionArn",
              topics.confirm(required(form, "TopicArn"), required(form, "Token")).arn());
      case "Unsubscribe" -> nothing(() -> topics.unsubscribe(required(form, "SubscriptionArn")));
      case "GetSubscriptionAttributes" ->
          attributes(topics.said(required(form, "SubscriptionArn")), "Attributes");
      case "ListSubscriptions" -> subscriptions(topics.allIn(region));
      case "ListSubscriptionsByTopic" -> subscriptions(ofTopic(required(form, "TopicArn")));
      case "Publish" -> publish(form);
      case "SetSMSAttributes" ->
          nothing(() -> smsAttributes(region).putAll(entries(form, "attributes.entry")));
      case "GetSMSAttributes" -> attributes(asked(form, smsAttributes(region)), "attributes");
      case "GetSMSSandboxAccountStatus" ->
          Xml.element("IsInSandbox", Boolean.toString(accounts.in(region).smsSandboxed()));
      default -> throw QueryProtocol.unknown(operation);
    };
  }

  /// A topic is known to its own Region alone.
  private static void requireOfRegion(Map<String, String> form, String region) {
    var parts = form.getOrDefault("TopicArn", "").split(":", ARN_PARTS);
    if (parts.length == ARN_PARTS && !parts[ARN_REGION].equals(region)) {
      throw invalid("TopicArn");
    }
  }

  /// An account may spend a dollar a month until it asks for more.
  private Map<String, String> smsAttributes(String region) {
    return smsAttributes.computeIfAbsent(
        region, _ -> new TreeMap<>(Map.of("MonthlySpendLimit", "1")));
  }

  /// All, where none is asked for by name.
  private static Map<String, String> asked(Map<String, String> form, Map<String, String> all) {
    var names =
        form.entrySet().stream()
            .filter(field -> field.getKey().startsWith("attributes.member."))
            .map(Map.Entry::getValue)
            .toList();
    var found = new TreeMap<>(all);
    if (!names.isEmpty()) {
      found.keySet().retainAll(names);
    }
    return found;
  }

  private String create(String region, Map<String, String> form) {
    var name = required(form, "Name");
    if (!TOPIC_NAME.matcher(name).matches()) {
      throw invalid("Topic Name");
    }
    return Xml.element("TopicArn", topics.create(region, name, entries(form, "Attributes.entry")));
  }

  private String listed(String region) {
    return topics.in(region).stream()
        .map(arn -> "<member>" + Xml.element("TopicArn", arn) + "</member>")
        .collect(Collectors.joining("", "<Topics>", "</Topics>"));
  }

  private String subscribe(Map<String, String> form) {
    var protocol = required(form, "Protocol");
    var endpoint = required(form, "Endpoint");
    if (!PROTOCOLS.matcher(protocol).matches()
        || (protocol.equals("sms") && !E164.matcher(endpoint).matches())
        || (protocol.startsWith("email") && !endpoint.contains("@"))) {
      throw invalid("Endpoint");
    }
    var subscription =
        topics.subscribe(
            required(form, "TopicArn"), protocol, endpoint, entries(form, "Attributes.entry"));
    if (!subscription.confirmed() && protocol.startsWith("email")) {
      outbox.add(
          Outbox.Channel.EMAIL,
          endpoint,
          Optional.of("AWS Notification - Subscription Confirmation"),
          "Confirm the subscription to "
              + subscription.topic()
              + " with this token: "
              + subscription.token());
    }
    if (!subscription.confirmed() && protocol.startsWith("http")) {
      outbox.add(Outbox.Channel.WEBHOOK, endpoint, Optional.empty(), confirmation(subscription));
    }
    var told = subscription.confirmed() || "true".equals(form.get("ReturnSubscriptionArn"));
    return Xml.element("SubscriptionArn", told ? subscription.arn() : "pending confirmation");
  }

  /// What SNS posts to an address of the web that is to confirm.
  private static String confirmation(Topics.Subscription subscription) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Type", "SubscriptionConfirmation")
        .put("TopicArn", subscription.topic())
        .put("Token", subscription.token())
        .toString();
  }

  private List<Topics.Subscription> ofTopic(String topic) {
    topics.attributes(topic);
    return topics.of(topic);
  }

  private static String subscriptions(List<Topics.Subscription> found) {
    return found.stream()
        .map(one ->
            "<member>"
                + Xml.element("TopicArn", one.topic())
                + Xml.element("Protocol", one.protocol())
                + Xml.element("Endpoint", one.endpoint())
                + Xml.element("Owner", Topics.ACCOUNT)
                + Xml.element(
                    "SubscriptionArn", one.confirmed() ? one.arn() : "PendingConfirmation")
                + "</member>")
        .collect(Collectors.joining("", "<Subscriptions>", "</Subscriptions>"));
  }

  private String publish(Map<String, String> form) {
    var message = required(form, "Message");
    var subject = QueryProtocol.optional(form, "Subject");
    var phone = QueryProtocol.optional(form, "PhoneNumber");
    var topic =
        QueryProtocol.optional(form, "TopicArn")
            .or(() -> QueryProtocol.optional(form, "TargetArn"));
    if (phone.isPresent() == topic.isPresent()) {
      throw invalid("TopicArn or PhoneNumber, one of them");
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
      throw invalid("Message too long");
    }
    phone.ifPresent(number -> text(number, message));
    topic.ifPresent(arn -> toTopic(arn, subject, Messages.of(form, message)));
    return Xml.element("MessageId", UUID.randomUUID().toString());
  }

  private void text(String number, String message) {
    if (!E164.matcher(number).matches()) {
      throw invalid("PhoneNumber Reason: it is not valid to publish to");
    }
    if (message.length() > LONGEST_SMS) {
      throw invalid("Message Reason: an SMS holds at most 1600 characters");
    }
    outbox.add(Outbox.Channel.SMS, number, Optional.empty(), message);
  }

  private void toTopic(String arn, Optional<String> subject, Messages messages) {
    var subscribed = ofTopic(arn);
    if (subject.filter(text -> !SUBJECT.matcher(text).matches()).isPresent()) {
      throw invalid("Subject");
    }
    outbox.add(Outbox.Channel.TOPIC, arn, subject, messages.by("default"));
    for (var one : subscribed) {
      if (one.confirmed()) {
        var message = messages.by(one.protocol());
        switch (one.protocol()) {
          case "email", "email-json" ->
              outbox.add(Outbox.Channel.EMAIL, one.endpoint(), subject, message);
          case "sms" -> outbox.add(Outbox.Channel.SMS, one.endpoint(), Optional.empty(), message);
          case "http", "https" ->
              outbox.add(Outbox.Channel.WEBHOOK, one.endpoint(), subject, message);
          default -> {
            // queues and functions are not had here: the topic's own entry stands for them
          }
        }
      }
    }
  }

  private static String attributes(Map<String, String> values, String name) {
    return values.entrySet().stream()
        .map(entry ->
            "<entry>"
                + Xml.element("key", entry.getKey())
                + Xml.element("value", entry.getValue())
                + "</entry>")
        .collect(Collectors.joining("", "<" + name + ">", "</" + name + ">"));
  }

  private static Map<String, String> entries(Map<String, String> form, String prefix) {
    var found = new TreeMap<String, String>();
    for (var entry : QueryProtocol.structures(form, prefix)) {
      found.put(entry.getOrDefault("key", ""), entry.getOrDefault("value", ""));
    }
    return found;
  }

  private static String nothing(Runnable action) {
    action.run();
    return "";
  }

  private static String required(Map<String, String> form, String name) {
    return QueryProtocol.required(form, name);
  }

  private static AwsFailure invalid(String what) {
    return new AwsFailure("InvalidParameter", "Invalid parameter: " + what);
  }
}
