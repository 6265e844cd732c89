package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Objects;
import emanet.store.S3Objects;
import emanet.values.Bytes;
import emanet.values.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// One history without a gap, whatever happens to those who seal it.
@Order(TestOrder.LONG)
class SealingTest {
  private static final String WEST = "eu-west-1";
  private static final int BUNDLE = 256;

  @Test
  void everyEntryIsSealedOnceInTheOrderOfItsTime() {
    var house = new LogHouse();
    var expected = new ArrayList<String>();
    for (int count : new int[] {1, 2, 252, 1, 1, 300, 7}) {
      expected.addAll(LogHouse.ids(house.append(count).stream()));
      house.round();
      house.assertHolds(expected);
    }
    assertThat(house.sealedIds()).isSorted();
    var report = house.verify();
    assertThat(report.checkpoints()).isEqualTo(7);
    assertThat(report.late()).isZero();
    // nothing new: nothing is written but, now and then, how far was read
    house.stops.at(Integer.MAX_VALUE, false);
    house.round();
    assertThat(house.stops.steps()).isEmpty();
    house.clock.advance(Duration.ofMinutes(11));
    house.round();
    assertThat(house.stops.steps()).hasSize(1);
  }

  /// As many bundles in five minutes as fill whole pages of the index, from the very first on.
  @Test
  @Tag("long")
  void aLogThatBeginsWithManyEntriesGoesOn() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(16 * 256).stream()));
    house.round();
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.assertHolds(expected);
  }

  /// As after an outage: within the time that is read again, and many times what one write takes.
  @Test
  void howeverMuchThereIsItIsReadOnceInARound() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(300).stream()));
    house.clock.advance(Duration.ofSeconds(10));
    var sealer = house.sealerOf(25);
    var round = sealer.seal(house.tenant, LogHouse.START, () -> true);
    assertThat(round.sealed()).isEqualTo(300);
    assertThat(round.done()).isTrue();
    assertThat(house.stops.queried()).isEqualTo(300);
    assertThat(sealer.head(house.tenant).orElseThrow().turn()).isEqualTo(12);
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.assertHolds(expected);
    assertThat(house.sealedIds()).isSorted();
  }

  @Test
  void aRoundEndsBetweenTwoBatchesAndTheNextGoesOn() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(60).stream()));
    var sealer = house.sealerOf(25);
    var first = sealer.seal(house.tenant, LogHouse.START, () -> false);
    assertThat(first.sealed()).isEqualTo(25);
    assertThat(first.done()).isFalse();
    // so far it has come, and no farther
    assertThat(sealer.head(house.tenant).orElseThrow().through())
        .isEqualTo(Ids.timeOf(expected.get(24)));
    assertThat(sealer.seal(house.tenant, LogHouse.START, () -> false).sealed()).isEqualTo(25);
    house.round();
    house.assertHolds(expected);
    assertThat(house.sealedIds()).isSorted();
  }

  /// Where a round ends at an entry of a clock that is ahead, no more than until now was read.
  @Test
  void whatIsDurableWithinItsTimeIsSealedThoughAnotherClockIsAhead() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    expected.add(house.appendLate(Duration.ofSeconds(-40)));
    expected.add(house.appendLate(Duration.ofSeconds(-50)));
    var sealed = house.sealerOf(4).seal(house.tenant, LogHouse.START, () -> false);
    assertThat(sealed.sealed()).isEqualTo(4);
    expected.add(house.appendLate(Duration.ofSeconds(280)));
    house.round();
    house.assertHolds(expected);
  }

  @Test
  void aReadingCountsForNothingOnceAnotherSealerWrote() {
    var house = new LogHouse();
    var expected = LogHouse.ids(house.append(100).stream());
    var other = house.sealerOf(10);
    var round =
        house
            .sealerOf(25)
            .seal(
                house.tenant,
                LogHouse.START,
                () -> other.seal(house.tenant, LogHouse.START, () -> false).sealed() == 10);
    assertThat(round.sealed()).isEqualTo(25);
    assertThat(round.done()).isFalse();
    house.round();
    house.assertHolds(expected);
    assertThat(house.sealedIds()).isSorted();
  }

  @Test
  void anEntryIsFoundByItsId() {
    found(7);
  }

  @Test
  @Tag("long")
  void everyEntryIsFoundByItsId() {
    found(1);
  }

  /// @param apart of those that are looked for, besides the first and the last of each bundle
  private static void found(int apart) {
    var house = new LogHouse();
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 5; i++) {
      receipts.addAll(house.append(130));
      house.round();
      house.clock.advance(Duration.ofMinutes(i % 2 == 0 ? 1 : 40));
    }
    var index = new LogIndex(LogHouse.store());
    var ids = house.sealedIds();
    for (var receipt : receipts) {
      int at = ids.indexOf(receipt.entryId());
      if (at % apart != 0 && at % BUNDLE != 0 && at % BUNDLE != BUNDLE - 1) {
        continue;
      }
      var place = index.find(house.tenant, receipt.entryId(), ids.size()).orElseThrow();
      assertThat(place.index()).isEqualTo(at);
      assertThat(place.entry().leafHash()).isEqualTo(receipt.leafHash());
      assertThat(place.late()).isFalse();
    }
    assertThat(index.find(house.tenant, house.ids.ordered(), ids.size())).isEmpty();
    assertThat(index.find(house.tenant, Ids.lowestAt(Instant.EPOCH), ids.size())).isEmpty();
  }

  /// Stopped at writes and signatures, at every third of each kind from the first on: before those
  /// whose number is odd, after the others.
  @Test
  void stoppedAtAStepOfAnyKindItGoesOn() {
    var kinds = stepsOfARound();
    stopped((step, after) ->
        step % 2 == 0 == after
            && Collections.frequency(kinds.subList(0, step), kinds.get(step - 1)) % 3 == 1);
  }

  /// Stopped before and after every one of them: whoever comes next goes on.
  @Test
  @Tag("long")
  void stoppedBeforeAndAfterEveryStepItGoesOn() {
    stopped((_, _) -> true);
  }

  private interface Where {
    boolean isTried(int step, boolean after);
  }

  private static void stopped(Where where) {
    int steps = stepsOfARound().size();
    assertThat(steps).isGreaterThan(8);
    for (int step = 1; step <= steps; step++) {
      for (boolean after : new boolean[] {false, true}) {
        if (!where.isTried(step, after)) {
          continue;
        }
        var house = new LogHouse();
        var expected = new ArrayList<>(LogHouse.ids(house.append(250).stream()));
        house.round();
        expected.addAll(LogHouse.ids(house.append(10).stream()));
        house.stops.at(step, after);
        try {
          house.round();
        } catch (Stops.Stopped e) {
          // that is what is tried
        }
        house.stops.never();
        expected.addAll(LogHouse.ids(house.append(1).stream()));
        house.round();
        house.assertHolds(expected);
      }
    }
  }

  private static List<String> stepsOfARound() {
    var house = new LogHouse();
    house.append(250);
    house.round();
    house.append(10);
    house.stops.never();
    house.round();
    return house.stops.steps();
  }

  @Test
  void manySealersAtOnceMakeOneHistory() throws Exception {
    var house = new LogHouse();
    var expected = new ArrayList<String>();
    var ended = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var sealers = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        var sealer = house.otherSealer();
        var checkpoints = house.otherCheckpoints();
        var copy = LogHouse.copy(Stack.HOME, LogHouse.home());
        sealers.add(() -> {
          int sealed = 0;
          while (!ended.get()) {
            sealed += sealer.seal(house.tenant, LogHouse.START, () -> true).sealed();
            sealer.head(house.tenant).ifPresent(head -> checkpoints.sign(house.tenant, head));
            copy.publish(house.tenant);
          }
          return sealed;
        });
      }
      var running = sealers.stream().map(threads::submit).toList();
      for (int i = 0; i < 40; i++) {
        expected.addAll(LogHouse.ids(house.append(7).stream()));
      }
      ended.set(true);
      for (var sealer : running) {
        sealer.get();
      }
    }
    house.round();
    house.assertHolds(expected);
  }

  @Test
  void aRegionThatWasGoneCatchesUp() {
    var house = new LogHouse();
    var west = western(house);
    var gone = new AtomicBoolean();
    var copy = LogHouse.copy(WEST, goneWhen(gone, west));
    var expected = new ArrayList<>(LogHouse.ids(house.append(20).stream()));
    house.round();
    copy.publish(house.tenant);
    gone.set(true);
    expected.addAll(LogHouse.ids(house.append(700).stream()));
    house.round();
    assertThatThrownBy(() -> copy.publish(house.tenant))
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Unavailable.class));
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.assertHolds(expected);
    gone.set(false);
    copy.publish(house.tenant);
    var report = house.verify(west);
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(expected.size());
    assertThat(west.get(house.tenant + "/checkpoint"))
        .isEqualTo(LogHouse.home().get(house.tenant + "/checkpoint"));
  }

  @Test
  void afterAnOutageNothingIsLate() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    house.round();
    for (int hour = 0; hour < 30; hour++) {
      house.clock.advance(Duration.ofHours(1));
      expected.addAll(LogHouse.ids(house.append(2).stream()));
    }
    house.round();
    house.assertHolds(expected);
    assertThat(house.sealedIds()).isSorted();
    assertThat(house.verify().late()).isZero();
  }

  @Test
  void whatIsDurableWithinItsTimeIsSealedInTheNextRound() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.clock.advance(Duration.ofMinutes(2));
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    expected.add(house.appendLate(Duration.ofMinutes(2)));
    house.round();
    house.assertHolds(expected);
  }

  @Test
  void whatIsDurableTooLateIsSealedByTheDayAndMarked() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(300).stream()));
    house.round();
    house.clock.advance(Duration.ofHours(2));
    expected.addAll(LogHouse.ids(house.append(300).stream()));
    house.round();
    var late = house.appendLate(Duration.ofHours(1));
    house.round();
    assertThat(house.sealedIds()).doesNotContain(late);
    house.clock.advance(Duration.ofDays(1));
    var findings = house.reconciliation.reconcile(house.tenant, LogHouse.START);
    assertThat(findings).isEqualTo(new Reconciliation.Findings(1, List.of(), List.of()));
    house.signAndPublish();
    expected.add(late);
    house.assertHolds(expected);
    assertThat(house.verify().late()).isOne();
    var place = new LogIndex(LogHouse.store()).find(house.tenant, late, expected.size());
    assertThat(place.orElseThrow().late()).isTrue();
    assertThat(place.orElseThrow().index()).isEqualTo(600);
    // the next run finds nothing more
    assertThat(house.reconciliation.reconcile(house.tenant, LogHouse.START).late()).isZero();
    expected.addAll(LogHouse.ids(house.append(2).stream()));
    house.round();
    house.assertHolds(expected);
  }

  /// A day is read for longer than from one round to the next, in one Region or the other.
  @Test
  void whatCameLateIsSealedThoughRoundsGoOnWhileTheDayIsRead() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.clock.advance(Duration.ofHours(2));
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    expected.add(house.appendLate(Duration.ofHours(1)));
    house.clock.advance(Duration.ofDays(1));
    var other = house.otherSealer();
    var reading =
        house.whileReading(() -> {
          expected.addAll(LogHouse.ids(house.append(1).stream()));
          other.seal(house.tenant, LogHouse.START, () -> true);
        });
    var check = new Reconciliation(reading, house.otherSealer(), house.clock);
    assertThat(check.reconcile(house.tenant, LogHouse.START).late()).isOne();
    house.round();
    house.assertHolds(expected);
    assertThat(house.verify().late()).isOne();
  }

  /// Of two Regions' checks each finds what came late, and one seals it.
  @Test
  void whatCameLateIsSealedOnceThoughBothRegionsCheckTheDay() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    house.round();
    house.clock.advance(Duration.ofHours(2));
    expected.addAll(LogHouse.ids(house.append(3).stream()));
    house.round();
    expected.add(house.appendLate(Duration.ofHours(1)));
    house.clock.advance(Duration.ofDays(1));
    var reading =
        house.whileReading(() -> house.reconciliation.reconcile(house.tenant, LogHouse.START));
    var check = new Reconciliation(reading, house.otherSealer(), house.clock);
    assertThat(check.reconcile(house.tenant, LogHouse.START).late()).isZero();
    house.round();
    house.assertHolds(expected);
  }

  /// Its receipts would be proofs of an omission.
  @Test
  void aDayThatCouldNotBeGoneThroughIsMadeGoodByTheNext() {
    var house = new LogHouse();
    var expected = new ArrayList<>(LogHouse.ids(house.append(3).stream()));
    house.round();
    expected.add(house.appendLate(Duration.ofHours(1)));
    for (int failed = 0; failed < 2; failed++) {
      house.clock.advance(Duration.ofDays(1));
      house.stops.at(failed == 0 ? 3 : 1, false); // the first one ever notes where it begins
      assertThatThrownBy(() -> house.reconciliation.reconcile(house.tenant, LogHouse.START))
          .isInstanceOf(Stops.Stopped.class);
      house.stops.never();
    }
    house.clock.advance(Duration.ofDays(1));
    assertThat(house.reconciliation.reconcile(house.tenant, LogHouse.START).late()).isOne();
    house.signAndPublish();
    house.assertHolds(expected);
  }

  @Test
  void theDaysCheckNamesWhatWasChangedAndWhatIsGone() {
    var house = new LogHouse();
    var receipts = house.append(600);
    house.round();
    var changed = receipts.get(17).entryId();
    var gone = receipts.get(400).entryId();
    overwrite(house, changed);
    LogHouse.store().delete(Placement.key(house.tenant, gone), Condition.always());
    house.clock.advance(Duration.ofDays(1));
    var findings = house.reconciliation.reconcile(house.tenant, LogHouse.START);
    assertThat(findings).isEqualTo(new Reconciliation.Findings(0, List.of(changed), List.of(gone)));
    // what was published stands
    assertThat(house.verify().findings()).isEmpty();
  }

  @Test
  void anEntryThatIsChangedBeforeItIsPublishedStopsTheCopyAndIsNamed() {
    var house = new LogHouse();
    house.append(5);
    house.round();
    var receipts = house.append(5);
    house.clock.advance(Duration.ofSeconds(10));
    house.sealer.seal(house.tenant, LogHouse.START, () -> true);
    var changed = receipts.get(2).entryId();
    overwrite(house, changed);
    assertThatThrownBy(house::signAndPublish)
        .isInstanceOf(BrokenLogException.class)
        .hasMessageContaining(changed);
    // what was published before stands, and nothing was put in its place
    assertThat(house.verify().findings()).isEmpty();
    assertThat(house.verify().entries()).isEqualTo(5);
  }

  @Test
  void aLostLogIsBroughtUpToTheNewestCheckpointThoughWhatIsCalledSoIsBehind() {
    var house = new LogHouse();
    var newest = house.tenant + "/checkpoint";
    house.append(3);
    house.round();
    var behind = LogHouse.home().get(newest).orElseThrow();
    house.append(4);
    house.round();
    LogHouse.home().put(newest, behind);
    var before = house.sealedIds();
    LogHouse.store().delete(LogRecovery.item(house.tenant), Condition.always());
    assertThat(house.recovery().catchUp(house.tenant)).isEqualTo(7);
    assertThat(house.sealedIds()).isEqualTo(before);
    house.append(2);
    house.round();
    assertThat(house.verify().findings()).isEmpty();
    assertThat(house.verify().entries()).isEqualTo(9);
  }

  /// What came late is marked, and nothing else; what was read through is not read again.
  @Test
  void aLostLogComesBackAsItWas() {
    var house = new LogHouse();
    house.append(300);
    house.round();
    house.clock.advance(Duration.ofHours(2));
    house.append(3);
    house.round();
    house.appendLate(Duration.ofHours(1));
    house.clock.advance(Duration.ofDays(1));
    house.reconciliation.reconcile(house.tenant, LogHouse.START);
    house.append(300);
    house.round();
    var before = late(house);
    assertThat(before).hasSize(1);
    var latest = house.sealer.head(house.tenant).orElseThrow().latest();
    lose(house);
    assertThat(house.recovery().catchUp(house.tenant)).isEqualTo(604);
    assertThat(late(house)).isEqualTo(before);
    assertThat(house.sealer.head(house.tenant).orElseThrow().through())
        .isEqualTo(latest.minus(Sealer.AHEAD));
    house.append(2);
    house.round();
    assertThat(house.verify().findings()).isEmpty();
    assertThat(house.verify().entries()).isEqualTo(606);
  }

  /// Places of what came late, as the index has them.
  private static List<Long> late(LogHouse house) {
    long size = house.sealer.head(house.tenant).orElseThrow().size();
    var places = new ArrayList<Long>();
    for (var bundle :
        new LogIndex(LogHouse.store()).bundles(house.tenant, 0, (size - 1) / BUNDLE)) {
      bundle.late().forEach(position -> places.add(bundle.start() + position));
    }
    return places;
  }

  @Test
  void aRecoveryThatIsStoppedAtItsEndIsSettledByTheNext() {
    var house = new LogHouse();
    var west = western(house);
    behind(house, west, 3, 4);
    lose(house);
    var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, west));
    house.stops.at(7, false); // of each of two trees: entries, head, index
    assertThatThrownBy(() -> round(house, sealing)).isInstanceOf(Stops.Stopped.class);
    assertThat(house.sealer.head(house.tenant).orElseThrow().size()).isEqualTo(7);
    assertThat(house.checkpoints.newest(house.tenant)).isEmpty();
    assertThat(house.recovery().catchUp(house.tenant)).isZero();
    assertThat(house.publication.published(house.tenant).tiles()).isEqualTo(3);
  }

  /// As where a sealer was stopped that had been overtaken.
  @Test
  void theDaysCheckCallsTheNewestCheckpointSoAgain() {
    var house = new LogHouse();
    var newest = house.tenant + "/checkpoint";
    house.append(3);
    house.round();
    var behind = LogHouse.home().get(newest).orElseThrow();
    house.append(4);
    house.round();
    LogHouse.home().put(newest, behind);
    assertThat(house.verify().findings()).isNotEmpty();
    var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, western(house)));
    house.clock.advance(Duration.ofDays(1));
    assertThat(sealing.reconcile(house.tenant, LogHouse.START).broken()).isEmpty();
    assertThat(house.verify().findings()).isEmpty();
  }

  /// This Region's copy is behind: the other one's is the log, and of what is shown nothing
  /// changes.
  @Test
  void aLostLogIsWhatTheFurtherRegionsCopySays() {
    var house = new LogHouse();
    var west = western(house);
    behind(house, west, 3, 300);
    var before = house.sealedIds();
    lose(house);
    var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, west));
    house.append(2);
    assertThat(round(house, sealing).broken()).isEmpty();
    assertThat(house.sealedIds()).startsWith(before.toArray(String[]::new)).hasSize(305);
    LogHouse.copy(WEST, west).publish(house.tenant);
    for (var copy : List.of(LogHouse.home(), west)) {
      assertThat(house.verify(copy).findings()).isEmpty();
      assertThat(house.verify(copy).entries()).isEqualTo(305);
    }
  }

  /// Neither by a round nor by the day's check.
  @Test
  void nothingIsSealedInALostLogWhileTheOtherRegionCannotBeAsked() {
    var house = new LogHouse();
    var west = western(house);
    behind(house, west, 3, 4);
    lose(house);
    var gone = new AtomicBoolean(true);
    var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, goneWhen(gone, west)));
    house.append(2);
    unavailable(() -> round(house, sealing));
    unavailable(() -> sealing.reconcile(house.tenant, LogHouse.START));
    assertThat(house.sealer.head(house.tenant)).isEmpty();
    gone.set(false);
    assertThat(round(house, sealing).broken()).isEmpty();
    assertThat(house.sealedIds()).hasSize(9);
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Unavailable.class));
  }

  /// Whoever comes next goes on with it, and seals nothing before it is through.
  @Test
  void aRecoveryThatIsStoppedIsGoneOnFromBeforeAnythingIsSealed() {
    recoveriesStopped(3);
  }

  @Test
  @Tag("long")
  void aRecoveryThatIsStoppedAnywhereIsGoneOnFromBeforeAnythingIsSealed() {
    recoveriesStopped(1);
  }

  /// @param apart steps from one stop to the next
  private static void recoveriesStopped(int apart) {
    for (int step = 1; step <= 8; step += apart) {
      var house = new LogHouse();
      var west = western(house);
      behind(house, west, 3, 4);
      var before = house.sealedIds();
      lose(house);
      var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, west));
      house.append(2);
      house.stops.at(step, step % 2 == 0);
      assertThatThrownBy(() -> round(house, sealing)).isInstanceOf(Stops.Stopped.class);
      house.stops.never();
      assertThat(round(house, sealing).broken()).isEmpty();
      assertThat(house.sealedIds()).startsWith(before.toArray(String[]::new)).hasSize(9);
      assertThat(house.verify().findings()).as("stopped at " + step).isEmpty();
    }
  }

  /// Two trees under one name: it stays at that, however often it is tried.
  @Test
  void copiesThatContradictEachOtherAreNotGoneOnFrom() {
    var house = new LogHouse();
    var west = western(house);
    house.append(3);
    house.round();
    lose(house);
    house.append(5);
    house.sealAll();
    house.sealer.head(house.tenant).ifPresent(head -> house.checkpoints.sign(house.tenant, head));
    LogHouse.copy(WEST, west).publish(house.tenant);
    lose(house);
    var sealing = house.sealing(new LogExcerpts.Neighbour(WEST, west));
    house.append(2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> round(house, sealing)).isInstanceOf(BrokenLogException.class);
      assertThat(house.sealer.head(house.tenant).orElseThrow().size()).isLessThanOrEqualTo(5);
    }
  }

  private static Sealing.Outcome round(LogHouse house, Sealing sealing) {
    house.clock.advance(Duration.ofSeconds(10));
    var since = LogHouse.START.minus(Duration.ofDays(1));
    return sealing.round(house.tenant, since, Instant.MAX, house.clock);
  }

  /// A log of which home has so many entries, and the other Region so many more.
  private static void behind(LogHouse house, Objects west, int home, int more) {
    house.append(home);
    house.round();
    house.append(more);
    house.clock.advance(Duration.ofSeconds(10));
    house.sealAll();
    house.sealer.head(house.tenant).ifPresent(head -> house.checkpoints.sign(house.tenant, head));
    LogHouse.copy(WEST, west).publish(house.tenant);
  }

  /// All that the table has of a log, but for what no bundle names.
  private static void lose(LogHouse house) {
    var lost = new ArrayList<Key>();
    house.sealedIds().forEach(id -> lost.add(Placement.key(house.tenant, id)));
    long size = house.sealer.head(house.tenant).orElseThrow().size();
    for (long number = 0; number * BUNDLE < size; number++) {
      lost.add(IndexedBundle.key(house.tenant, number));
    }
    lost.add(LogHead.key(house.tenant));
    lost.add(SignedCheckpoint.key(house.tenant));
    lost.add(PublishedLog.key(house.tenant, Stack.HOME));
    lost.add(PublishedLog.key(house.tenant, WEST));
    LogHouse.store().writeAll(List.of(), lost);
  }

  private static void overwrite(LogHouse house, String id) {
    var key = Placement.key(house.tenant, id);
    var leaf = LogHouse.store().read(key).orElseThrow().text(Placement.LEAF);
    var other = Item.at(key).with(Placement.LEAF, leaf.replace("agent-1", "agent-2"));
    LogHouse.store().put(other, Condition.always());
  }

  private static Objects western(LogHouse house) {
    S3Client s3 = Stack.shared().s3(Stack.HOME);
    var bucket = "west-" + house.tenant;
    s3.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
    return new S3Objects(s3, bucket);
  }

  private static Objects goneWhen(AtomicBoolean gone, Objects objects) {
    return new Objects() {
      @Override
      public Put putOnce(String name, Bytes content, Optional<Instant> retainUntil) {
        require();
        return objects.putOnce(name, content, retainUntil);
      }

      @Override
      public void put(String name, Bytes content) {
        require();
        objects.put(name, content);
      }

      @Override
      public Optional<Bytes> get(String name) {
        require();
        return objects.get(name);
      }

      @Override
      public List<String> list(String prefix, Optional<String> after, int limit) {
        require();
        return objects.list(prefix, after, limit);
      }

      private void require() {
        if (gone.get()) {
          throw Fault.Unavailable.shortly().exception();
        }
      }
    };
  }
}
