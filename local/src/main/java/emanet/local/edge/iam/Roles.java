package emanet.local.edge.iam;

import emanet.local.edge.sts.Session;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// The roles of this account, and the judgement over what is asked in sessions of them.
public final class Roles {
  private static final int FORBIDDEN = 403;

  private final Map<String, Role> roles = new ConcurrentHashMap<>();

  public void put(Role role) {
    roles.put(role.arn(), role);
  }

  /// Lets a role be taken on, or refuses as STS does.
  ///
  /// @param caller the ARN of the role that asks; empty for the administrator, who may take on any
  public void requireTaken(String arn, Optional<String> caller, Map<String, String> tags) {
    var role = roles.get(arn);
    boolean taken =
        role != null && caller.map(role.trusted()::contains).orElse(true) && role.takes(tags);
    if (!taken) {
      throw new AwsFailure(
          FORBIDDEN,
          "AccessDenied",
          "User: %s is not authorized to perform: sts:%s on resource: %s"
              .formatted(
                  caller.orElse("administrator"),
                  tags.isEmpty() ? "AssumeRole" : "TagSession",
                  arn));
    }
  }

  /// Lets a call of a session through, or refuses it as its service does.
  ///
  /// @param keys what KMS knows of a key, by its Region and whatever it is named by
  public void require(
      Session session, Call call, String operation, BiFunction<String, String, NamedKey> keys) {
    var asks =
        switch (call.service()) {
          case "dynamodb" -> TableAsks.of(call, operation);
          case "kms" -> List.of(KeyAsks.of(call, operation, keys));
          // who one is may always be asked
          case "sts" ->
              operation.equals("GetCallerIdentity")
                  ? List.<Ask>of()
                  : List.of(other(call, operation));
          default -> List.of(other(call, operation));
        };
    var role = Optional.ofNullable(roles.get(session.role()));
    for (var ask : asks) {
      if (role.filter(known -> known.allows(ask, session.tags())).isEmpty()) {
        throw refusal(session, call, ask);
      }
    }
  }

  /// What no role's session of these templates asks for.
  private static Ask other(Call call, String operation) {
    return new Ask(call.service() + ":" + operation, "*", Map.of());
  }

  private static AwsFailure refusal(Session session, Call call, Ask ask) {
    var text =
        ("User: %s is not authorized to perform: %s on resource: %s because no identity-based"
                + " policy allows the %s action")
            .formatted(session.arn(), ask.action(), ask.resource(), ask.action());
    return switch (call.service()) {
      case "dynamodb", "kms", "states", "lambda" -> new AwsFailure("AccessDeniedException", text);
      default -> new AwsFailure(FORBIDDEN, "AccessDenied", text);
    };
  }
}
