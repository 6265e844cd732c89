package emanet.local.edge.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.Call;
import emanet.local.platform.FunctionKey;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.server.Request;

/// One event as CloudTrail writes it down.
record Event(ObjectNode json) {
  static final String ACCOUNT = "000000000000";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String VERSION = "1.11";

  /// What CloudTrail shows of a request. Whatever is a secret, or sealed, is not among it.
  private static final Set<String> SHOWN =
      Set.of(
          "KeyId",
          "AliasName",
          "TargetKeyId",
          "SourceKeyId",
          "DestinationKeyId",
          "EncryptionContext",
          "SourceEncryptionContext",
          "DestinationEncryptionContext",
          "EncryptionAlgorithm",
          "SourceEncryptionAlgorithm",
          "DestinationEncryptionAlgorithm",
          "KeySpec",
          "NumberOfBytes",
          "SigningAlgorithm",
          "MessageType",
          "ReplicaRegion",
          "PendingWindowInDays");

  static Event of(Call call, String operation, Optional<String> session, Instant at) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("eventVersion", VERSION);
    json.set("userIdentity", identity(call, session));
    json.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("eventSource", "kms.amazonaws.com").put("eventName", operation);
    json.put("awsRegion", call.region());
    json.put("sourceIPAddress", Request.getRemoteAddr(call.request()));
    json.put("userAgent", call.header("User-Agent").orElse(""));
    json.set("requestParameters", parameters(call.body()));
    json.putNull("responseElements");
    json.put("requestID", UUID.randomUUID().toString());
    json.put("eventID", UUID.randomUUID().toString());
    json.put("readOnly", !operation.matches("(Create|Update|Delete|Put|Schedule|Replicate).*"));
    json.put("eventType", "AwsApiCall").put("managementEvent", true);
    json.put("recipientAccountId", ACCOUNT).put("eventCategory", "Management");
    return new Event(json);
  }

  ObjectNode answered(Answer answer) {
    var key = read(answer.body()).path("KeyId").asText();
    if (key.startsWith("arn:")) {
      json.putArray("resources")
          .addObject()
          .put("accountId", ACCOUNT)
          .put("type", "AWS::KMS::Key")
          .put("ARN", key);
    }
    return json;
  }

  ObjectNode failed(String code) {
    return json.put("errorCode", code);
  }

  private static ObjectNode identity(Call call, Optional<String> session) {
    var key = call.accessKey();
    var identity = JsonNodeFactory.instance.objectNode();
    if (key.startsWith(FunctionKey.PREFIX)) {
      var function = key.substring(FunctionKey.PREFIX.length());
      identity.put("type", "AssumedRole");
      identity.put("arn", role(function.toLowerCase(Locale.ROOT), call.region()) + "/" + function);
    } else if (session.isPresent()) {
      identity.put("type", "AssumedRole").put("arn", session.get());
    } else {
      identity.put("type", "IAMUser").put("arn", "arn:aws:iam::" + ACCOUNT + ":user/" + key);
    }
    return identity.put("accountId", ACCOUNT).put("accessKeyId", key);
  }

  private static String role(String function, String region) {
    return "arn:aws:sts::" + ACCOUNT + ":assumed-role/emanet-" + function + "-" + region;
  }

  private static ObjectNode parameters(byte[] body) {
    var shown = JsonNodeFactory.instance.objectNode();
    read(body)
        .properties()
        .forEach(member -> {
          if (SHOWN.contains(member.getKey())) {
            var name = member.getKey();
            shown.set(
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                member.getValue());
          }
        });
    return shown;
  }

  private static JsonNode read(byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
