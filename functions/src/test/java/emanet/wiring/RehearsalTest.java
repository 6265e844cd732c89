package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          Map.of(
              "AWS_REGION", "eu-central-1",
              "AWS_ACCESS_KEY_ID", "rehearsal",
              "AWS_SECRET_ACCESS_KEY", "rehearsal",
              "EMANET_KMS_KEY", "alias/emanet",
              "EMANET_ISSUER", "https://issuer.emanet.example",
              "EMANET_JWKS_URI", "https://issuer.emanet.example/jwks.json",
              "EMANET_ERASURES_BUCKET", "emanet-erasures",
              "EMANET_HOSTING_COUNTRY", "DE"));

  @Test
  void aTenantsFirstHourIsPlayedToItsEndWithoutAws() {
    assertThatCode(() -> Wiring.rehearsal(ENVIRONMENT).play(5)).doesNotThrowAnyException();
  }
}
