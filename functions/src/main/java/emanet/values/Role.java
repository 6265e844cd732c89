package emanet.values;

import java.util.Locale;
import java.util.Optional;

/// What a token lets its bearer be.
public enum Role {
  /// Keeps the tenants. Deployment's own; reaches no personal data.
  ADMIN,
  /// The customer's platform. Never counts as a human.
  SERVICE,
  /// The tenant's staff.
  AGENT,
  /// The data-protection officer of the tenant.
  DPO,
  /// Read-only; never plaintext.
  AUDITOR,
  /// Backups and drills; never plaintext. Deployment's own.
  OPERATOR,
  /// A person, for their own data.
  SUBJECT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> parse(String label) {
    for (var role : values()) {
      if (role.label().equals(label)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
