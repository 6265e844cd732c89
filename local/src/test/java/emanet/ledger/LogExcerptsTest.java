package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.ledger.LogExcerpts.Neighbour;
import emanet.local.Stack;
import emanet.store.Objects;
import emanet.store.S3Objects;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two Regions publish checkpoints at their own times, and give the same excerpt.
class LogExcerptsTest {
  private static final String WEST = "eu-west-1";

  private final LogHouse house = new LogHouse();
  private final Objects west = west();
  private final Publication publication = LogHouse.copy(WEST, west);

  private Objects west() {
    var s3 = Stack.shared().s3(Stack.HOME);
    var bucket = "west-" + house.tenant;
    s3.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
    return new S3Objects(s3, bucket);
  }

  private LogExcerpts excerpts(String region) {
    boolean home = region.equals(Stack.HOME);
    var other = new Neighbour(home ? WEST : Stack.HOME, home ? west : LogHouse.home());
    return house.excerpts(region, home ? LogHouse.home() : west, other);
  }

  private void sealAndSign() {
    house.clock.advance(Duration.ofSeconds(10));
    while (!house.sealAll().done()) {
      // until nothing is left
    }
    house.sealer.head(house.tenant).ifPresent(head -> house.checkpoints.sign(house.tenant, head));
  }

  @Test
  void theSameTimeGivesTheSameExcerptInBothRegions() {
    house.append(20);
    house.round();
    house.append(9);
    var to = house.clock.instant();
    house.append(1); // shows where the time ends
    sealAndSign();
    publication.publish(house.tenant); // of 30, which the home Region never has
    house.append(10);
    house.round();
    publication.publish(house.tenant);
    var here = excerpts(Stack.HOME);
    var there = excerpts(WEST);
    assertThat(alone(here, to).size()).isEqualTo(40);
    assertThat(alone(there, to).size()).isEqualTo(30);

    var one = together(here, to).orElseThrow();
    assertThat(one.size()).isEqualTo(30);
    assertThat(together(there, to)).contains(one);
    var copies = here.copy(house.tenant);
    var others = there.copy(house.tenant);
    assertThat(here.proof(one))
        .isNotEmpty()
        .isEqualTo(there.proof(one))
        .allSatisfy(tile -> assertThat(copies.content(tile)).isEqualTo(others.content(tile)));

    house.append(5);
    var later = house.clock.instant();
    house.round();
    assertThat(together(here, later)).as("the other has not published so far").isEmpty();
    assertThat(alone(here, later).size()).isEqualTo(45);
  }

  /// Its last bundle is just full: that nothing is missing behind it shows by what is.
  @Test
  void anExcerptGoesAsFarAsAnEntryBehindItsTime() {
    house.append(256);
    var to = house.clock.instant();
    house.round();
    publication.publish(house.tenant);
    var here = excerpts(Stack.HOME);
    assertThat(together(here, to)).as("one will come").isEmpty();
    assertThat(alone(here, to).last()).isZero();
    house.append(1);
    house.round();
    publication.publish(house.tenant);
    assertThat(together(here, to).orElseThrow().last()).isOne();
    assertThat(together(here, to).orElseThrow().size()).isEqualTo(257);
  }

  private LogExcerpts.Excerpt alone(LogExcerpts excerpts, Instant to) {
    return excerpts.of(house.tenant, LogHouse.START, to, true).orElseThrow();
  }

  private Optional<LogExcerpts.Excerpt> together(LogExcerpts excerpts, Instant to) {
    return excerpts.of(house.tenant, LogHouse.START, to, false);
  }
}
