package emanet.local.edge.sts;

import java.time.Instant;
import java.util.Map;

/// Somebody acting in a role for a while.
///
/// @param role the role's ARN
/// @param name what the session was called by who began it
/// @param tags session tags, which policies refer to as `aws:PrincipalTag`
/// @param token what every call of it carries beside its access key
/// @param expires by the real clock, as all of SigV4
public record Session(
    String role, String name, Map<String, String> tags, String token, Instant expires) {
  public Session {
    tags = Map.copyOf(tags);
  }

  /// As CloudTrail and GetCallerIdentity call it.
  public String arn() {
    return "arn:aws:sts::" + StsService.ACCOUNT + ":assumed-role/" + roleName() + "/" + name;
  }

  public String roleName() {
    return role.substring(role.lastIndexOf('/') + 1);
  }
}
