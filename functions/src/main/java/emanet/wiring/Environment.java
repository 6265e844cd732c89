package emanet.wiring;

import emanet.ledger.Witness;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function's environment variables, checked at start.
///
/// `AWS_ENDPOINT_URL` alone tells one machine from the cloud, and only a loopback address is taken:
/// a variable that leads a function's data elsewhere must stop it, not be followed.
public record Environment(Map<String, String> variables) {
  private static final String DEFAULT_DAYS = "7";
  private static final long LONG_DAYS = 35;
  private static final long HOURS_A_DAY = 24;
  private static final Duration SLACK = Duration.ofDays(2);
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  public Environment {
    variables = Map.copyOf(variables);
    endpointOf(variables).ifPresent(Environment::requireLoopback);
  }

  public String region() {
    return required("AWS_REGION");
  }

  public Optional<URI> endpoint() {
    return endpointOf(variables);
  }

  /// The multi-Region key under which tenants' keys are wrapped: an id, an ARN or an alias.
  public String kmsKey() {
    return required("EMANET_KMS_KEY");
  }

  /// The role, by its ARN, that reaches tenants' data, and is assumed for one tenant at a time.
  public String dataRole() {
    return required("EMANET_DATA_ROLE");
  }

  /// The deployment's own issuer of tokens: the `iss` claim.
  public String issuer() {
    return required("EMANET_ISSUER");
  }

  public URI jwksUri() {
    return URI.create(required("EMANET_JWKS_URI"));
  }

  /// Where this Region keeps the sealed ledger.
  public String ledgerBucket() {
    return required("EMANET_LEDGER_BUCKET");
  }

  /// Where audit packages are made and lie, in this Region.
  public String packagesBucket() {
    return required("EMANET_PACKAGES_BUCKET");
  }

  /// What the names of all logs of the ledger begin with.
  public String ledgerOrigin() {
    return required("EMANET_LEDGER_ORIGIN");
  }

  /// How long a run of the sealer goes on.
  public Duration sealing() {
    return Duration.ofSeconds(Long.parseLong(required("EMANET_SEAL_SECONDS")));
  }

  /// Who is shown the logs' checkpoints; nobody, unless the deployment says so.
  public List<Witness> witnesses() {
    return Witness.list(optional("EMANET_WITNESSES").orElse(""));
  }

  /// How old a witness's cosignature may be before the next is asked for.
  public Duration witnessing() {
    return Duration.ofHours(number("EMANET_WITNESS_HOURS", HOURS_A_DAY));
  }

  /// Where this Region keeps what must outlive every backup: erasures and what else is replayed.
  public String erasuresBucket() {
    return required("EMANET_ERASURES_BUCKET");
  }

  /// The multi-Region key that signs certificates of erasure: an id, an ARN or an alias.
  public String certificateKey() {
    return required("EMANET_CERTIFICATE_KEY");
  }

  /// From an erasure until no copy of its keys can be anywhere: the life of a backup of the keys
  /// and two days, or the recovery window of their table, whichever is longer.
  public Duration horizon() {
    var backup = days("EMANET_KEY_BACKUP_DAYS").plus(SLACK);
    var window = days("EMANET_KEY_RECOVERY_DAYS");
    return backup.compareTo(window) > 0 ? backup : window;
  }

  private Duration days(String name) {
    return Duration.ofDays(Long.parseLong(optional(name).orElse(DEFAULT_DAYS)));
  }

  /// The queue of what a tenant's topic could not give to somebody: an ARN.
  public String topicsUndelivered() {
    return required("EMANET_TOPICS_UNDELIVERED");
  }

  /// The Region beside this one; empty in a deployment of one Region.
  public Optional<String> otherRegion() {
    return optional("EMANET_OTHER_REGION");
  }

  /// That Region's bucket of erasures.
  public Optional<String> otherErasuresBucket() {
    return optional("EMANET_OTHER_ERASURES_BUCKET");
  }

  /// That Region's copy of the ledger.
  public Optional<String> otherLedgerBucket() {
    return optional("EMANET_OTHER_LEDGER_BUCKET");
  }

  /// That Region's bucket of audit packages.
  public Optional<String> otherPackagesBucket() {
    return optional("EMANET_OTHER_PACKAGES_BUCKET");
  }

  /// Where this Region keeps backups of all but keys.
  public String backupBucket() {
    return required("EMANET_BACKUP_BUCKET");
  }

  /// Where this Region keeps backups of the keys.
  public String keyBackupBucket() {
    return required("EMANET_KEY_BACKUP_BUCKET");
  }

  /// The multi-Region key that signs manifests of backups: an id, an ARN or an alias.
  public String backupKey() {
    return required("EMANET_BACKUP_KEY");
  }

  /// How long a backup of the keys lives.
  public Duration keyBackups() {
    return days("EMANET_KEY_BACKUP_DAYS");
  }

  /// How long a backup of anything else lives.
  public Duration backups() {
    return Duration.ofDays(number("EMANET_BACKUP_DAYS", LONG_DAYS));
  }

  /// Whether data is kept outside Türkiye, which Art. 9 makes a transfer: so it is, wherever AWS
  /// has its Regions today, unless the deployment says otherwise.
  public boolean hostedAbroad() {
    return !optional("EMANET_HOSTING_COUNTRY").orElse("abroad").equals("TR");
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /// A whole number above zero.
  public long number(String name, long otherwise) {
    long number = optional(name).map(Long::parseLong).orElse(otherwise);
    if (number < 1) {
      throw new IllegalStateException("the environment variable " + name + " is below 1");
    }
    return number;
  }

  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalStateException("the environment variable " + name + " is missing"));
  }

  private static Optional<URI> endpointOf(Map<String, String> variables) {
    return Optional.ofNullable(variables.get(ENDPOINT))
        .filter(value -> !value.isBlank())
        .map(URI::create);
  }

  private static void requireLoopback(URI endpoint) {
    var host = endpoint.getHost();
    if (host == null
        || !(host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]"))) {
      throw new IllegalStateException(
          ENDPOINT + " is for one machine: only a loopback address is taken");
    }
  }

  @Override
  public String toString() {
    return "Environment[" + variables.keySet() + "]";
  }
}
