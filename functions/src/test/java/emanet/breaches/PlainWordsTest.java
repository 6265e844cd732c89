package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.alerts.SmsText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a name that is not ours to choose goes into an SMS.
class PlainWordsTest {
  /// Nobody could be told of a breach where the tenant's title made an address of the SMS.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acme.com",
        "Acme\uFF0Ecom A.\u015E.",
        "Acme\u2024com",
        "Acme\uFE52com",
        "www\u2026acme",
        "www\u2025acme",
        "Acme\u3002\uFF61www.tr",
        "A\u2488com",
        "http://acme",
        "http\uFF1A\uFF0F\uFF0Facme",
        "a@acme\uFF0Ecom"
      })
  void aNameIsNoAddressInWhateverDotsItIsWritten(String name) {
    assertThat(SmsText.of(name)).as("as it is").isEmpty();
    assertThat(SmsText.of("Veriler: " + PlainWords.name(name) + ". Bilgi")).isPresent();
  }

  @Test
  void aNameThatIsNoAddressStaysAsItIs() {
    assertThat(PlainWords.name("Acme Sigorta A.\u015E.")).isEqualTo("Acme Sigorta A.\u015E.");
    assertThat(PlainWords.name("Acme\uFF0E")).isEqualTo("Acme\uFF0E");
    assertThat(PlainWords.name("Acme.com A.\u015E.")).isEqualTo("Acme com A \u015E ");
  }
}
