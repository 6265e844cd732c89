package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tr                          | TURKISH",
        "TR                          | TURKISH",
        "tr-TR                       | TURKISH",
        "tr-TR,tr;q=0.9,en;q=0.8     | TURKISH",
        "en,tr                       | ENGLISH",
        "tr,en                       | TURKISH",
        "en;q=0.5,tr;q=0.6           | TURKISH",
        "en;q=0.6, tr;q=0.5          | ENGLISH",
        "de,tr;q=0.1                 | TURKISH",
        "de, fr                      | ENGLISH",
        "tr;q=0                      | ENGLISH",
        "tr;q=0,en;q=0               | ENGLISH",
        "*                           | ENGLISH",
        "tr;q=0.3,*;q=0.2            | TURKISH",
        "tr;q=0.2,*;q=0.3            | ENGLISH",
        "tr ; q=0.7 , en ; q=0.3     | TURKISH",
        "tr;Q=0.7                    | TURKISH",
        "tr;q=1.1                    | ENGLISH",
        "tr;q=0.1234                 | ENGLISH",
        "tr;q=x                      | ENGLISH",
        "trx                         | ENGLISH",
        ",,;;=                       | ENGLISH",
      })
  void isTheOnePreferred(String header, Language expected) {
    assertThat(Language.preferred(Optional.of(header))).isEqualTo(expected);
  }

  @Test
  void isEnglishWhereNoneIsAskedFor() {
    assertThat(Language.preferred(Optional.empty())).isEqualTo(Language.ENGLISH);
    assertThat(Language.preferred(Optional.of("tr,".repeat(1000)))).isEqualTo(Language.ENGLISH);
  }
}
