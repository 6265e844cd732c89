package emanet.notices;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.notices.WordDiff.Op;
import emanet.notices.WordDiff.Words;
import emanet.register.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeDiffTest {
  private static final String BODY =
      """
      Giriş paragrafı.

      1. Genel

      Veriler bir yıl saklanır.
      Süre bitince silinir.

      2. Haklar

      2.1. Başvuru

       1. Kanun'un 11. maddesi uyarınca başvurabilirsiniz;
       2. Yanıt otuz gün içinde verilir.
        • Ücret alınmaz.

      ## Son hükümler

      Bu metin yayımıyla yürürlüğe girer.
      """;

  private static NoticeVersion version(String body) {
    return new NoticeVersion(
        new NoticeId("gizlilik"),
        1,
        NoticeKind.PRIVACY_POLICY,
        "tr",
        "Başlık",
        body,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        "dpo-1",
        "");
  }

  private static List<NoticeDiff.Change> diff(String before, String after) {
    return NoticeDiff.between(version(before), version(after));
  }

  private static String text(List<Words> words, Op other) {
    return words.stream()
        .filter(run -> run.op() == Op.KEEP || run.op() == other)
        .map(Words::text)
        .collect(Collectors.joining());
  }

  @Test
  void nothingChangedIsNothingShown() {
    assertThat(diff(BODY, BODY)).isEmpty();
    assertThat(diff(BODY, BODY.replace("\n", "\r\n"))).isEmpty();
  }

  @Test
  void aChangedParagraphIsShownUnderItsHeadingWordByWord() {
    var changes = diff(BODY, BODY.replace("bir yıl", "iki yıl"));
    assertThat(changes).hasSize(1);
    var change = changes.getFirst();
    assertThat(change.section()).isEqualTo("1. Genel");
    assertThat(change.before()).hasValue("Veriler bir yıl saklanır.\nSüre bitince silinir.");
    assertThat(change.words())
        .containsExactly(
            new Words(Op.KEEP, "Veriler "),
            new Words(Op.DELETE, "bir"),
            new Words(Op.INSERT, "iki"),
            new Words(Op.KEEP, " yıl saklanır.\nSüre bitince silinir."));
  }

  @Test
  void wordsAreWholeAsTurkishWritesThem() {
    var changes = diff(BODY, BODY.replace("Kanun'un 11. maddesi", "Kanun'da 11. maddede"));
    assertThat(changes.getFirst().section()).isEqualTo("2.1. Başvuru");
    assertThat(changes.getFirst().words())
        .contains(new Words(Op.DELETE, "Kanun'un"), new Words(Op.INSERT, "Kanun'da"))
        .contains(new Words(Op.DELETE, "maddesi"), new Words(Op.INSERT, "maddede"));
  }

  @Test
  void wordsInARowAreOneChange() {
    assertThat(WordDiff.between("Ücret hiç alınmaz bugün", "Ücret her zaman bugün"))
        .containsExactly(
            new Words(Op.KEEP, "Ücret "),
            new Words(Op.DELETE, "hiç alınmaz"),
            new Words(Op.INSERT, "her zaman"),
            new Words(Op.KEEP, " bugün"));
  }

  @Test
  void paragraphsThatCameAndWentAreShownWhole() {
    var changes =
        diff(
            BODY,
            BODY.replace("  • Ücret alınmaz.\n", "").replace("Giriş", "Yepyeni sözler.\n\nGiriş"));
    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).before()).isEmpty();
    assertThat(changes.get(0).after()).hasValue("Yepyeni sözler.");
    assertThat(changes.get(0).section()).isEmpty();
    assertThat(changes.get(1).before()).hasValue("• Ücret alınmaz.");
    assertThat(changes.get(1).after()).isEmpty();
    assertThat(changes.get(1).section()).isEqualTo("2.1. Başvuru");
    assertThat(diff(BODY, BODY.replace("Bu metin", "Bu yeni metin")).getFirst().section())
        .isEqualTo("Son hükümler");
  }

  /// Kept and deleted is what was; kept and inserted is what is.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void runsPutTogetherAreTheTexts(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var before = words(random);
      var after = words(random);
      var runs = WordDiff.between(before, after);
      assertThat(text(runs, Op.DELETE)).as("seed " + seed).isEqualTo(before);
      assertThat(text(runs, Op.INSERT)).as("seed " + seed).isEqualTo(after);
      for (int n = 1; n < runs.size(); n++) {
        assertThat(runs.get(n).op()).isNotEqualTo(runs.get(n - 1).op());
      }
    }
  }

  private static String words(Random random) {
    var some = List.of("veri", "işlenir", "Kanun’un", " ", "  ", "\n", ",", ".", "İ", "ı", "");
    var text = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append(some.get(random.nextInt(some.size())));
    }
    return text.toString();
  }

  /// What repeats itself is read in turns, not in calls within calls.
  @Test
  void textsThatRepeatThemselvesAreRead() {
    for (var text : List.of("1" + ".1".repeat(5_000) + " Bir", "a" + "'a".repeat(5_000))) {
      var added = diff("Giriş", "Giriş\n\n" + text);
      assertThat(added).hasSize(1);
      assertThat(added.getFirst().words()).containsExactly(new Words(Op.INSERT, text));
    }
  }
}
