package emanet.notices;

import static emanet.fault.FieldCode.ASKS_CONSENT;
import static emanet.fault.FieldCode.NO_CONSENT;
import static emanet.fault.FieldCode.NO_CONTROLLER;
import static emanet.fault.FieldCode.NO_COOKIE_TYPES;
import static emanet.fault.FieldCode.NO_DISPOSAL;
import static emanet.fault.FieldCode.NO_LEGAL_BASIS;
import static emanet.fault.FieldCode.NO_METHOD;
import static emanet.fault.FieldCode.NO_PERIOD;
import static emanet.fault.FieldCode.NO_PURPOSES;
import static emanet.fault.FieldCode.NO_RECIPIENTS;
import static emanet.fault.FieldCode.NO_REFUSAL;
import static emanet.fault.FieldCode.NO_RIGHTS;
import static emanet.fault.FieldCode.NO_WITHDRAWAL;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.FieldCode;
import emanet.register.NoticeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One fixture a part: a whole text passes, and the same text without one part lacks that one.
class NoticeLintTest {
  private static final Map<FieldCode, String> TURKISH = new LinkedHashMap<>();
  private static final Map<FieldCode, String> ENGLISH = new LinkedHashMap<>();

  static {
    TURKISH.put(
        NO_CONTROLLER, "VERİ SORUMLUSU: Örnek Yazılım A.Ş., Şişli, İstanbul; temsilcisi yoktur.");
    TURKISH.put(NO_PURPOSES, "Kişisel verileriniz ücretlerin ödenmesi AMACIYLA işlenir.");
    TURKISH.put(NO_RECIPIENTS, "Verileriniz vergi dairesine, bildirim için aktarılır.");
    TURKISH.put(NO_METHOD, "Verileriniz işe giriş belgelerinden, otomatik yolla elde edilir.");
    TURKISH.put(NO_LEGAL_BASIS, "İşlemenin hukuki sebebi iş sözleşmesinin ifasıdır.");
    TURKISH.put(NO_RIGHTS, "Kanun'un 11. maddesi uyarınca bize başvurabilirsiniz.");
    ENGLISH.put(NO_CONTROLLER, "The data controller is Example Software Inc., Istanbul.");
    ENGLISH.put(NO_PURPOSES, "Your data is processed for the purpose of paying wages.");
    ENGLISH.put(NO_RECIPIENTS, "It is disclosed to the tax office for its returns.");
    ENGLISH.put(NO_METHOD, "It is collected by automated means from your papers.");
    ENGLISH.put(NO_LEGAL_BASIS, "The legal basis is the contract of employment.");
    ENGLISH.put(NO_RIGHTS, "Under Article 11 you may apply to us.");
  }

  private static List<FieldCode> lint(NoticeKind kind, String language, String body) {
    return NoticeLint.of(kind).lacks(language, body);
  }

  static Stream<Arguments> parts() {
    return Stream.concat(
        TURKISH.keySet().stream().map(part -> Arguments.of("tr", TURKISH, part)),
        ENGLISH.keySet().stream().map(part -> Arguments.of("en", ENGLISH, part)));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartThatIsMissingIsFound(String language, Map<FieldCode, String> text, FieldCode part) {
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, language, String.join("\n\n", text.values())))
        .isEmpty();
    var rest = new LinkedHashMap<>(text);
    rest.remove(part);
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, language, String.join("\n\n", rest.values())))
        .containsExactly(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Okudum, anladım, kabul ediyorum.",
        "Kişisel verilerimin işlenmesine AÇIK RIZA VERİYORUM.",
        "Verilerimin aktarılmasına açık rızamı beyan ediyorum.",
        "Bu konuya ilişkin ayrıca açık rızanız istenmektedir.",
        "Pazarlama için açık rızanızı talep ediyoruz.",
        "Metni onaylıyorum.",
        "Hizmeti kullanan herkes rıza göstermiş sayılır.",
        "Uygulamayı kullanmaya devam etmeniz, metni kabul ettiğinizi gösterecektir."
      })
  void aNoticeAsksForNoConsent(String asking) {
    var whole = String.join("\n\n", TURKISH.values());
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, "tr", whole + "\n\n" + asking))
        .containsExactly(ASKS_CONSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Açık rızanıza dayanarak işlenen veriler de vardır; onun metni ayrıdır.",
        "Açık rızanız olmadan verileriniz yurt dışına aktarılmaz.",
        "Verdiğiniz rızayı her zaman geri alabilirsiniz."
      })
  void whoSpeaksOfConsentDoesNotAskForIt(String speaking) {
    var whole = String.join("\n\n", TURKISH.values());
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, "tr", whole + "\n\n" + speaking)).isEmpty();
  }

  @Test
  void wordsAreFoundAcrossLinesAndMarks() {
    var text = String.join("\n", TURKISH.values()).replace("Veri", "**Veri**").replace(" ", "\n");
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, "tr", text)).isEmpty();
  }

  @Test
  void everyKindHasPartsOfItsOwn() {
    assertThat(lint(NoticeKind.PRIVACY_POLICY, "tr", "Merhaba."))
        .containsExactly(
            NO_CONTROLLER, NO_PURPOSES, NO_RECIPIENTS, NO_METHOD, NO_LEGAL_BASIS, NO_RIGHTS);
    assertThat(lint(NoticeKind.EXPLICIT_CONSENT, "tr", "Merhaba."))
        .containsExactly(NO_CONTROLLER, NO_PURPOSES, NO_CONSENT, NO_WITHDRAWAL);
    assertThat(
            lint(
                NoticeKind.EXPLICIT_CONSENT,
                "tr",
                "Veri sorumlusu Örnek A.Ş.nin bülten amacıyla e-posta adresimi işlemesine açık rıza"
                    + " veriyorum. Rızamı her zaman geri alabilirim."))
        .isEmpty();
    assertThat(lint(NoticeKind.COOKIE_POLICY, "tr", "Merhaba."))
        .containsExactly(NO_CONTROLLER, NO_PURPOSES, NO_COOKIE_TYPES, NO_PERIOD, NO_REFUSAL);
    assertThat(lint(NoticeKind.RETENTION_POLICY, "tr", "Merhaba."))
        .containsExactly(NO_PERIOD, NO_DISPOSAL);
    assertThat(lint(NoticeKind.RETENTION_POLICY, "tr", "Saklama süresi bitince imha edilir."))
        .isEmpty();
  }

  @Test
  void aLanguageThatNobodyHereReadsIsNotJudged() {
    assertThat(lint(NoticeKind.PRIVACY_NOTICE, "de", "Guten Tag.")).isEmpty();
  }
}
