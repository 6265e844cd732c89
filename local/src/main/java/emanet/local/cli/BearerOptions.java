package emanet.local.cli;

import emanet.local.client.Authority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Who calls.
final class BearerOptions {
  /// The tenant that the tour makes.
  static final String SAMPLE_TENANT = "sample";

  private static final String PLATFORM = "platform";
  private static final List<String> PLATFORM_ROLES = List.of("admin", "operator");

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description =
          "The tenant; by default sample, which the tour makes, or platform for admin and operator.")
  private Optional<String> tenant = Optional.empty();

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who acts, as the ledger shows it (default: ${DEFAULT-VALUE}).")
  private String actor = "command-line";

  @Option(
      names = {"--roles", "--role"},
      split = ",",
      paramLabel = "ROLE",
      description = "service, agent, dpo, auditor, subject, admin, operator (default: service).")
  private List<String> roles = new ArrayList<>();

  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "The person whose own token it is, for the role subject.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--amr",
      split = ",",
      paramLabel = "METHOD",
      description = "How the actor proved who they are, such as mfa.")
  private List<String> amr = new ArrayList<>();

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      description = "How long the token is good for, such as PT10M; at most an hour.")
  private Optional<String> ttl = Optional.empty();

  Authority authority() {
    var chosen = roles.isEmpty() ? List.of("service") : roles;
    var home = PLATFORM_ROLES.containsAll(chosen) ? PLATFORM : SAMPLE_TENANT;
    return new Authority(tenant.orElse(home), actor, chosen, subject, amr, ttl);
  }
}
