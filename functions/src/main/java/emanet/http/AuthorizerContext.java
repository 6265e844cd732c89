package emanet.http;

import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A caller on the way from the authorizer to the handlers. API Gateway carries texts only.
final class AuthorizerContext {
  private static final String TENANT = "tenant";
  private static final String ACTOR = "actor";
  private static final String ROLES = "roles";
  private static final String SUBJECT = "subject";
  private static final String MFA = "mfa";
  private static final String EXPIRES = "exp";
  private static final String FROZEN = "frozen";

  private AuthorizerContext() {}

  static Map<String, String> of(Caller caller) {
    var roles = new TreeSet<String>();
    caller.roles().forEach(role -> roles.add(role.label()));
    var context = new LinkedHashMap<String, String>();
    context.put(TENANT, caller.tenant().value());
    context.put(ACTOR, caller.actor().value());
    context.put(ROLES, String.join(",", roles));
    caller.subject().ifPresent(subject -> context.put(SUBJECT, subject.value()));
    context.put(MFA, Boolean.toString(caller.mfa()));
    context.put(EXPIRES, Long.toString(caller.expiresAt().getEpochSecond()));
    caller.frozen().ifPresent(from -> context.put(FROZEN, Long.toString(from.getEpochSecond())));
    return context;
  }

  /// The caller that `of` wrote; empty for anything else.
  static Optional<Caller> caller(Map<String, String> context, String requestId) {
    var tenant = TenantId.parse(context.getOrDefault(TENANT, ""));
    var actor = ActorId.parse(context.getOrDefault(ACTOR, ""));
    var roles = roles(context.getOrDefault(ROLES, ""));
    var expires = seconds(context.getOrDefault(EXPIRES, ""));
    var subject = Optional.ofNullable(context.get(SUBJECT)).flatMap(SubjectId::parse);
    if (tenant.isEmpty() || actor.isEmpty() || roles.isEmpty() || expires.isEmpty()) {
      return Optional.empty();
    }
    if (subject.isPresent() != roles.get().contains(Role.SUBJECT)) {
      return Optional.empty();
    }
    return Optional.of(
        new Caller(
                tenant.get(),
                actor.get(),
                roles.get(),
                subject,
                "true".equals(context.get(MFA)),
                expires.get(),
                requestId)
            .frozen(Optional.ofNullable(context.get(FROZEN)).flatMap(AuthorizerContext::seconds)));
  }

  private static Optional<Set<Role>> roles(String text) {
    var roles = EnumSet.noneOf(Role.class);
    for (var label : text.split(",", -1)) {
      var role = Role.parse(label);
      if (role.isEmpty()) {
        return Optional.empty();
      }
      roles.add(role.get());
    }
    return Optional.of(roles);
  }

  private static Optional<Instant> seconds(String text) {
    return text.matches("[0-9]{1,12}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }
}
