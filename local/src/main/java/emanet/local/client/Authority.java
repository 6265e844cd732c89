package emanet.local.client;

import java.util.List;
import java.util.Optional;

/// What a token shall say of its bearer.
public record Authority(
    String tenant,
    String actor,
    List<String> roles,
    Optional<String> subject,
    List<String> amr,
    Optional<String> ttl) {
  public Authority {
    roles = List.copyOf(roles);
    amr = List.copyOf(amr);
  }

  public static Authority of(String tenant, String actor, String... roles) {
    return new Authority(
        tenant, actor, List.of(roles), Optional.empty(), List.of(), Optional.empty());
  }

  public Authority withMfa() {
    return new Authority(tenant, actor, roles, subject, List.of("mfa"), ttl);
  }
}
