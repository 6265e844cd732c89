package emanet.http;

import emanet.values.Role;
import java.net.URI;
import java.util.Set;

/// Who may sign tokens.
///
/// @param name the claim `iss`, compared as it stands
/// @param keys where its JSON Web Key Set is
/// @param roles what its tokens may grant
public record Issuer(String name, URI keys, Set<Role> roles) {
  public Issuer {
    roles = Set.copyOf(roles);
  }
}
