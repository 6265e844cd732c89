package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TodayCommandTest {
  @Test
  void listsWhatIsDueInEitherLanguage() {
    var tenant = Stack.tenantName();
    assertThat(Run.of("tour", "--tenant", tenant).code()).isZero();
    var nothing = Run.of("today", "--tenant", tenant);
    assertThat(nothing.code()).as(nothing.err()).isZero();
    assertThat(nothing.out()).isEqualTo("nothing is due" + System.lineSeparator());

    var received = Instant.now().minusSeconds(31L * 86_400).toString();
    var taken =
        Run.of(
            "call",
            "POST",
            "/v1/requests",
            "--tenant",
            tenant,
            "--roles",
            "dpo",
            "--data",
            """
            {"applicant": {"name": "Işıl Aslan", "idKind": "TCKN", "idNumber": "10000000146",
             "address": "Ankara", "email": "isil@ornek.example"}, "rights": ["A"],
             "channel": "SECURE_ESIGN", "receivedAt": "%s", "text": "Öğrenmek istiyorum."}
            """
                .formatted(received));
    assertThat(taken.code()).as(taken.err()).isZero();
    var late = Run.of("today", "--tenant", tenant, "--lang", "tr");
    assertThat(late.code()).as("something is overdue").isEqualTo(1);
    assertThat(late.out())
        .startsWith("OVERDUE  ")
        .contains("Başvuruyu yanıtlayın", "GET /v1/requests/")
        .hasLineCount(1);
    assertThat(Run.of("today", "--tenant", tenant).out()).contains("Answer the application");
  }

  @Test
  void saysWhyItShowsNothing() {
    var unknown = Run.of("today", "--tenant", Stack.tenantName());
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("emanet today: 40").hasLineCount(1);
    assertThat(Run.of("today", "--lang", "de").code()).isEqualTo(2);
  }
}
