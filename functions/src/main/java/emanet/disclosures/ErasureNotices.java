package emanet.disclosures;

import emanet.subjects.ErasureParticipant;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Has everybody told of an erasure to whom the data was passed on (KVKK Art. 7, 11/1-f).
///
/// The erasure's id is the cause of its notices: whatever stops in between, each recipient is told
/// once of each part.
final class ErasureNotices implements ErasureParticipant {
  /// Who tells: an erasure is gone on with when whoever asked for it is away.
  private static final ActorId ACTOR = new ActorId("emanet-erasure");

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Propagation propagation;
  private final InstantSource clock;

  ErasureNotices(Propagation propagation, InstantSource clock) {
    this.propagation = propagation;
    this.clock = clock;
  }

  @Override
  public void before(Leaving leaving) {
    var _ =
        propagation.prepare(
            leaving.tenant(),
            leaving.subject(),
            categories(leaving),
            Deed.ERASED,
            leaving.erasure());
  }

  @Override
  public void after(Leaving leaving, Instant effective) {
    var caller =
        new Caller(
            leaving.tenant(),
            ACTOR,
            Set.of(Role.DPO),
            Optional.empty(),
            true,
            clock.instant().plus(LIFE),
            "erasure-" + leaving.erasure());
    var _ =
        propagation.tell(
            caller, leaving.subject(), categories(leaving), Deed.ERASED, leaving.erasure());
  }

  @Override
  public void never(Leaving leaving) {
    propagation.abandon(leaving.tenant(), leaving.erasure());
  }

  private static Set<CategoryCode> categories(Leaving leaving) {
    return leaving.category().map(Set::of).orElse(Set.of());
  }
}
