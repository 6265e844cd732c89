package emanet.local.edge.sts;

import emanet.local.edge.iam.Roles;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.QueryProtocol;
import emanet.local.edge.wire.Xml;
import emanet.local.platform.FunctionKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// STS: GetCallerIdentity and AssumeRole. A role is assumed by whom its trust policy names, with
/// the tags that it takes; the account's administrator may assume any.
public final class StsService implements AwsService {
  static final String ACCOUNT = "000000000000";

  private static final QueryProtocol PROTOCOL =
      new QueryProtocol("https://sts.amazonaws.com/doc/2011-06-15/");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;
  private static final int SECRET_BYTES = 30;
  private static final int TOKEN_BYTES = 96;

  private final SecureRandom random = new SecureRandom();
  private final Sessions sessions;
  private final Roles roles;

  public StsService(Sessions sessions, Roles roles) {
    this.sessions = sessions;
    this.roles = roles;
  }

  @Override
  public String operation(Call call) {
    return QueryProtocol.operation(call);
  }

  @Override
  public Answer answer(Call call) {
    var operation = operation(call);
    return switch (operation) {
      case "GetCallerIdentity" -> PROTOCOL.result(operation, identity(call));
      case "AssumeRole" -> PROTOCOL.result(operation, assumed(call));
      default -> throw QueryProtocol.unknown(operation);
    };
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return PROTOCOL.failure(failure);
  }

  private String identity(Call call) {
    var arn =
        sessions
            .of(call)
            .map(Session::arn)
            .orElse("arn:aws:iam::" + ACCOUNT + ":user/administrator");
    return Xml.element("Arn", arn)
        + Xml.element("UserId", call.accessKey())
        + Xml.element("Account", ACCOUNT);
  }

  private String assumed(Call call) {
    var form = call.form();
    var role = matching(form, "RoleArn", ROLE);
    var name = matching(form, "RoleSessionName", SESSION);
    var lifetime = Duration.ofSeconds(seconds(form.getOrDefault("DurationSeconds", "3600")));
    var tags = tags(form);
    roles.requireTaken(role, caller(call), tags);
    var accessKey = Sessions.PREFIX + letters(16);
    var expires = sessions.clock().instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    var token = secret(TOKEN_BYTES);
    var session = new Session(role, name, tags, token, expires);
    sessions.begin(accessKey, session);
    return "<Credentials>"
        + Xml.element("AccessKeyId", accessKey)
        + Xml.element("SecretAccessKey", secret(SECRET_BYTES))
        + Xml.element("SessionToken", token)
        + Xml.element("Expiration", DateTimeFormatter.ISO_INSTANT.format(expires))
        + "</Credentials><AssumedRoleUser>"
        + Xml.element("Arn", session.arn())
        + Xml.element("AssumedRoleId", "AROA" + letters(16) + ":" + name)
        + "</AssumedRoleUser><PackedPolicySize>1</PackedPolicySize>";
  }

  /// Functions call as their roles, which are named after them.
  private Optional<String> caller(Call call) {
    return sessions
        .of(call)
        .map(Session::role)
        .or(() ->
            FunctionKey.owner(call.accessKey())
                .map(function ->
                    "arn:aws:iam::%s:role/emanet-%s-%s"
                        .formatted(ACCOUNT, function.toLowerCase(Locale.ROOT), call.region())));
  }

  private static Map<String, String> tags(Map<String, String> form) {
    var tags = new TreeMap<String, String>();
    for (var tag : QueryProtocol.structures(form, "Tags.member")) {
      var key = tag.getOrDefault("Key", "");
      var value = tag.getOrDefault("Value", "");
      if (!TAG.matcher(key).matches() || !TAG.matcher(value).matches()) {
        throw new AwsFailure("ValidationError", "Value at 'tags' is not valid");
      }
      tags.put(key, value);
    }
    return tags;
  }

  private static String matching(Map<String, String> form, String name, Pattern pattern) {
    var value = form.getOrDefault(name, "");
    if (!pattern.matcher(value).matches()) {
      throw new AwsFailure("ValidationError", "Value at '" + name + "' is not valid");
    }
    return value;
  }

  private static int seconds(String text) {
    try {
      var seconds = Integer.parseInt(text);
      if (seconds >= SHORTEST && seconds <= LONGEST) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // answered below, as one out of range
    }
    throw new AwsFailure("ValidationError", "DurationSeconds must be between 900 and 43200");
  }

  private String letters(int count) {
    var text = new StringBuilder();
    for (var i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private String secret(int bytes) {
    var secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
