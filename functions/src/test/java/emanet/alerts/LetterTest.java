package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.SecretBytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LetterTest {
  /// SES refuses a subject that has line breaks or other control characters, for good.
  @Test
  void aSubjectIsOneLine() {
    var letter = new Letter.Email("a@ornek.example", "Acme\r\nSigorta\tA.Ş.: ihlal", "bir\niki");
    assertThat(letter.subject()).isEqualTo("Acme Sigorta A.Ş.: ihlal");
    assertThat(letter.text()).isEqualTo("bir\niki");
  }

  private static Letter read(String json) {
    return LetterJson.read(SecretBytes.copyOf(json.getBytes(StandardCharsets.UTF_8)));
  }

  /// What an SMS may hold was judged when it was queued: what came to be refused since would stay
  /// in the queue for ever.
  @Test
  void aQueuedSmsIsReadWhateverIsRefusedSince() {
    var text = "Şifre, ürünü.com";
    assertThat(SmsText.of(text)).isEmpty();
    var sms = read("{\"c\":\"SMS\",\"to\":\"+905000000000\",\"b\":\"%s\"}".formatted(text));
    assertThat(sms)
        .isInstanceOfSatisfying(
            Letter.Sms.class,
            letter -> {
              assertThat(letter.text().text()).isEqualTo("Sifre, ürünü.com");
              assertThat(letter.units()).isOne();
            });
    var topic = "{\"c\":\"TOPIC\",\"to\":\"arn\",\"s\":\"Konu\",\"b\":\"Uzun\",\"m\":\"%s\"}";
    assertThat(read(topic.formatted(text)))
        .as("who subscribes by SMS gets no more than the brief")
        .isInstanceOfSatisfying(Letter.Topic.class, letter -> assertThat(letter.sms()).isPresent());
  }
}
