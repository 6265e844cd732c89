package emanet.wiring;

import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/// Credentials for one tenant's data: the function's data role, assumed with the tenant as session
/// tag, so that IAM refuses every other tenant's items and keys.
///
/// STS is called when credentials are first needed, by one thread while others wait for the same
/// answer, and again before they end. Renewing is tried while the old ones still serve, so that an
/// STS that fails for less than the rest of their life is not noticed.
///
/// A session that is begun from a role lasts an hour at most (IAM: role chaining). Its times are
/// told by how long it has been held, not by the expiry that STS names: both clocks may differ.
final class TenantSession implements AwsCredentialsProvider {
  /// The only tag; the role's trust policy takes no other.
  static final String TAG = "tenant";

  static final Duration LIFE = Duration.ofHours(1);

  /// Nothing is begun with credentials that might end while it is under way.
  private static final Duration SERVES = LIFE.minusMinutes(2);

  /// From when on they are renewed, less a draw, so that tenants that were first served together do
  /// not all ask together for ever.
  private static final Duration FRESH = Duration.ofMinutes(50);

  private static final String OVER = "ExpiredTokenException";
  private static final int TRIES = 3;

  /// How long a renewal that failed is not tried again.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Supplier<StsClient> sts;
  private final String role;
  private final TenantId tenant;
  private final Randomness randomness;
  private final InstantSource clock;
  private final AtomicReference<@Nullable CompletableFuture<Held>> asking = new AtomicReference<>();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

  /// For calls that ask for nothing else.
  private final AwsRequestOverrideConfiguration plain =
      AwsRequestOverrideConfiguration.builder().credentialsProvider(this).build();

  /// @param role the data role's ARN
  TenantSession(
      Supplier<StsClient> sts,
      String role,
      TenantId tenant,
      Randomness randomness,
      InstantSource clock) {
    this.sts = sts;
    this.role = role;
    this.tenant = tenant;
    this.randomness = randomness;
    this.clock = clock;
  }

  /// @param from when they were asked for
  /// @param renew when they are to be renewed
  private record Held(AwsSessionCredentials credentials, Instant from, Instant renew) {
    boolean isFresh(Instant now) {
      return serves(now) && now.isBefore(renew);
    }

    boolean serves(Instant now) {
      return !now.isBefore(from) && now.isBefore(from.plus(SERVES));
    }
  }

  /// @throws SdkClientException where STS gives none
  @Override
  public AwsCredentials resolveCredentials() {
    var now = clock.instant();
    var known = held.get();
    if (known != null && known.isFresh(now)) {
      return known.credentials();
    }
    var mine = new CompletableFuture<Held>();
    var theirs = asking.compareAndExchange(null, mine);
    if (theirs == null) {
      return ask(mine).credentials();
    }
    return known != null && known.serves(now) ? known.credentials() : awaited(theirs).credentials();
  }

  /// A call's own configuration, signed by this session: what it asks for beside that stays, such
  /// as what it says of itself in the trail.
  AwsRequestOverrideConfiguration signing(Optional<AwsRequestOverrideConfiguration> call) {
    return call.map(asked -> asked.toBuilder().credentialsProvider(this).build()).orElse(plain);
  }

  /// Makes a call that is signed by this session. Where AWS says that the session is over, whatever
  /// is thought of it here, the call has done nothing, and is made once more: in the one that
  /// somebody has begun since the call was, or else in a new one. So of many such calls at once,
  /// one asks for it. What was begun since may be over as well; then it is made a third time.
  <T> T sign(Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      var before = held.get();
      try {
        return call.get();
      } catch (AwsServiceException e) {
        if (tries == TRIES || !isOver(e)) {
          throw e;
        }
        var _ = held.compareAndSet(before, null);
      }
    }
  }

  private static boolean isOver(AwsServiceException e) {
    return e.awsErrorDetails() != null && OVER.equals(e.awsErrorDetails().errorCode());
  }

  private Held ask(CompletableFuture<Held> asked) {
    try {
      var next = renewed(clock.instant());
      held.set(next);
      asked.complete(next);
      return next;
    } catch (RuntimeException e) {
      asked.completeExceptionally(e);
      throw e;
    } finally {
      asking.set(null);
    }
  }

  private Held renewed(Instant now) {
    var known = held.get();
    if (known != null && known.isFresh(now)) {
      return known; // somebody else renewed them meanwhile
    }
    try {
      return assumed(now);
    } catch (SdkException e) {
      if (known != null && known.serves(now)) {
        return new Held(known.credentials(), known.from(), now.plus(PAUSE));
      }
      throw SdkClientException.builder()
          .message("there are no credentials for a tenant's data")
          .cause(e)
          .build();
    }
  }

  private Held assumed(Instant now) {
    // a tenant's id is of characters that both a tag and a session's name take, and of no wildcard
    var given =
        sts.get()
            .assumeRole(request ->
                request
                    .roleArn(role)
                    .roleSessionName(tenant.value())
                    .durationSeconds((int) LIFE.toSeconds())
                    .tags(Tag.builder().key(TAG).value(tenant.value()).build()))
            .credentials();
    // without the account's id: with one, DynamoDB would be called by a name of the account's own
    var credentials =
        AwsSessionCredentials.create(
            given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
    // of up to four minutes
    int draw = Byte.toUnsignedInt(randomness.bytes(1)[0]);
    return new Held(credentials, now, now.plus(FRESH).minusSeconds(draw));
  }

  private static Held awaited(CompletableFuture<Held> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    }
  }
}
