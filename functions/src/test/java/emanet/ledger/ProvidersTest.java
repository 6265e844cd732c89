package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
  private final Providers providers =
      Providers.ofLines(
          "# documentation prefixes",
          "192.0.2.0/24,Birinci Telekom",
          "192.0.2.128/25,İkinci Telekom",
          "2001:db8::/32,Üçüncü Telekom",
          "198.51.100.7,Tek Adres",
          "");

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,Birinci Telekom",
    "192.0.2.127,Birinci Telekom",
    "192.0.2.128,İkinci Telekom",
    "192.0.2.255,İkinci Telekom",
    "192.0.3.0,unknown",
    "198.51.100.7,Tek Adres",
    "198.51.100.8,unknown",
    "2001:db8:1::5,Üçüncü Telekom",
    "2001:db9::5,unknown",
    "'',unknown",
    "localhost,unknown",
    "192.0.2,unknown"
  })
  void theLongestPrefixCounts(String address, String provider) {
    assertThat(providers.of(address)).isEqualTo(provider);
  }

  @Test
  void aBrokenFileIsNotTaken() {
    assertThatThrownBy(() -> Providers.ofLines("192.0.2.0/33,x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Providers.ofLines("example.com,x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
