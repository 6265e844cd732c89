package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetterTest {
  /// SES refuses a subject that has line breaks or other control characters, for good.
  @Test
  void aSubjectIsOneLine() {
    var letter = new Letter.Email("a@ornek.example", "Acme\r\nSigorta\tA.Ş.: ihlal", "bir\niki");
    assertThat(letter.subject()).isEqualTo("Acme Sigorta A.Ş.: ihlal");
    assertThat(letter.text()).isEqualTo("bir\niki");
  }
}
