package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Each formula at its bound, and one above it.
class RulesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

  private static Habits past(int days, Day each, Day today) {
    var all = new TreeMap<LocalDate, Day>();
    for (int back = 1; back <= days; back++) {
      all.put(TODAY.minusDays(back), each);
    }
    all.put(TODAY, today);
    return new Habits("agent-1", "", all);
  }

  private static boolean finds(Habits habits, Detector detector) {
    return Rules.judge(habits, TODAY).stream().anyMatch(one -> one.detector() == detector);
  }

  @Test
  void plainReadsAreMeasuredAgainstTheActorsOwnPast() {
    assertThat(finds(past(7, plain(10), plain(60)), Detector.PLAIN_READS)).isFalse();
    assertThat(finds(past(7, plain(10), plain(61)), Detector.PLAIN_READS)).isTrue();
    assertThat(finds(past(7, plain(100), plain(300)), Detector.PLAIN_READS)).isFalse();
    assertThat(finds(past(7, plain(100), plain(301)), Detector.PLAIN_READS)).isTrue();
    // days without anything count, so that one busy day long ago is no past
    var seldom = past(1, plain(0), plain(61));
    seldom.days().put(TODAY.minusDays(20), plain(90));
    assertThat(finds(seldom, Detector.PLAIN_READS)).isFalse();
    seldom.days().put(TODAY, plain(100));
    assertThat(finds(seldom, Detector.PLAIN_READS)).isTrue();
  }

  @Test
  void aNewcomerHasABoundOfTheirOwn() {
    assertThat(finds(past(4, plain(5), plain(300)), Detector.PLAIN_READS)).isFalse();
    assertThat(finds(past(4, plain(5), plain(301)), Detector.PLAIN_READS)).isTrue();
  }

  @Test
  void refusalsAndSearchesHaveBounds() {
    assertThat(finds(past(7, refused(0), refused(20)), Detector.REFUSALS)).isFalse();
    assertThat(finds(past(7, refused(0), refused(21)), Detector.REFUSALS)).isTrue();
    assertThat(finds(past(7, refused(10), refused(50)), Detector.REFUSALS)).isFalse();
    assertThat(finds(past(7, refused(10), refused(51)), Detector.REFUSALS)).isTrue();
    assertThat(finds(past(7, Day.NONE, new Day(0, 0, 49, 0)), Detector.SEARCH_PROBING)).isFalse();
    assertThat(finds(past(7, Day.NONE, new Day(0, 0, 50, 4)), Detector.SEARCH_PROBING)).isTrue();
    assertThat(finds(past(7, Day.NONE, new Day(0, 0, 50, 5)), Detector.SEARCH_PROBING)).isFalse();
  }

  @Test
  void anEntryThatIsReadAgainIsNotCountedAgain() {
    var once = Habits.none("agent-1").with("06a", TODAY, plain(1)).with("06b", TODAY, plain(1));
    assertThat(once.with("06a", TODAY, plain(1)).with("06b", TODAY, plain(1)).on(TODAY).plain())
        .isEqualTo(2);
    assertThat(once.with("06c", TODAY.plusDays(40), plain(1)).days()).hasSize(1);
  }

  private static Day plain(int count) {
    return new Day(count, 0, 0, 0);
  }

  private static Day refused(int count) {
    return new Day(0, count, 0, 0);
  }
}
