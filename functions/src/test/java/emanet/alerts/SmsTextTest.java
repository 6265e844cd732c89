package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lengths by 3GPP TS 23.038 and 23.040.
class SmsTextTest {
  private static SmsText sms(String text) {
    return SmsText.of(text).orElseThrow();
  }

  @Test
  void transliteratesTurkish() {
    var text = sms("Sayın Işıl Öğüt, çağrı İÇİN ŞĞ ğış — “bilgi”…  â ₺ ");
    assertThat(text.text())
        .isEqualTo("Sayin Isil Öğüt, cagri IÇIN SG gis - \"bilgi\"...  a TL".replace("ğ", "g"));
    assertThat(text.isGsm()).isTrue();
    assertThat(text.parts()).isOne();
  }

  @Test
  void keepsWhatTheAlphabetHas() {
    var text = sms("ÄÖÜäöüÑñèéùìòÇ£¥ΔΩ§¿");
    assertThat(text.text()).isEqualTo("ÄÖÜäöüÑñèéùìòÇ£¥ΔΩ§¿");
    assertThat(text.isGsm()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"160,1", "161,2", "306,2", "307,3", "1530,10", "1600,11"})
  void countsPartsOfSevenBitText(int length, int parts) {
    assertThat(sms("a".repeat(length)).parts()).isEqualTo(parts);
  }

  @Test
  void countsCharactersOfTheExtensionTwice() {
    assertThat(sms("€".repeat(80)).parts()).isOne();
    assertThat(sms("€".repeat(80) + "a").parts()).isEqualTo(2);
    assertThat(sms("a".repeat(152) + "€" + "a".repeat(8)).parts())
        .as("one is not split over two parts")
        .isEqualTo(2);
    assertThat(sms("a".repeat(152) + "€" + "a".repeat(151)).parts()).isEqualTo(2);
    assertThat(sms("a".repeat(152) + "€" + "a".repeat(152)).parts()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"70,1", "71,2", "134,2", "135,3"})
  void countsPartsOfUcs2(int length, int parts) {
    var text = sms("я".repeat(length));
    assertThat(text.isGsm()).isFalse();
    assertThat(text.parts()).isEqualTo(parts);
  }

  @Test
  void splitsNoSurrogatePair() {
    assertThat(sms("😀".repeat(35)).parts()).isOne();
    assertThat(sms("я".repeat(66) + "😀" + "я".repeat(66)).parts()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bkz. https://ornek.example/a",
        "HTTP://x",
        "www.ornek",
        "ornek.com.tr adresi",
        "bit.ly/3x",
        "yazı.com",
        "ALIŞVERİŞ.COM",
        "ornek．com",
        "яндекс.com",
        " ",
        ""
      })
  void takesNoAddressAndNoEmptyText(String text) {
    assertThat(SmsText.of(text)).isEmpty();
  }

  @Test
  void isTheSameWhenItIsReadAgain() {
    for (var text : new String[] {"Sayın Işıl — “bilgi”…", "ğüş 😀 я", "alışveriş . com"}) {
      assertThat(sms(sms(text).text()).text()).isEqualTo(sms(text).text());
    }
  }

  @Test
  void takesNoMoreThanOneCallOfSns() {
    assertThat(SmsText.of("a".repeat(1601))).isEmpty();
    assertThat(SmsText.of("…".repeat(534))).as("longer once it is spelt").isEmpty();
  }

  @Test
  void takesDatesAndAbbreviations() {
    assertThat(SmsText.of("24.11.2026 saat 10.30, Acme A.Ş. ve Örnek Ltd. Şti. (tel. 0212)"))
        .isPresent();
  }

  @Test
  void printsNothing() {
    assertThat(sms("gizli")).hasToString("[REDACTED]");
    assertThat(new Letter.Sms("+905000000000", sms("gizli"))).hasToString("[REDACTED]");
  }
}
