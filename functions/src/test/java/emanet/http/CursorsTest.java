package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.values.Caller;
import emanet.values.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final Caller ACME = Callers.service();
  private static final Fault FORGED = new Fault.Malformed(Malformation.CURSOR, "cursor");

  private final Cursors cursors = new Cursors(HashMac::mac);

  @Test
  void leadsOn() {
    var cursor = cursors.next(list().build(), ACME, "E#2026#ğ");
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(cursors.position(list().query("cursor", cursor).build(), ACME)).contains("E#2026#ğ");
    assertThat(cursors.position(list().build(), ACME)).isEmpty();
  }

  @Test
  void mayChangeItsLimitAndItsActor() {
    var cursor = cursors.next(list().query("limit", "10").build(), ACME, "p");
    var other = Callers.of(Callers.ACME, Role.DPO);
    assertThat(cursors.position(list().query("limit", "20").query("cursor", cursor).build(), other))
        .contains("p");
  }

  @Test
  void isOfOneTenant() {
    var cursor = cursors.next(list().build(), ACME, "p");
    var globex = Callers.of(Callers.GLOBEX, Role.SERVICE);
    assertThat(Faults.of(() -> cursors.position(list().query("cursor", cursor).build(), globex)))
        .isEqualTo(FORGED);
  }

  @Test
  void isOfOneQuery() {
    var cursor = cursors.next(list().query("subject", "a").build(), ACME, "p");
    for (var other :
        List.of(
            list(),
            list().query("subject", "b"),
            list().query("subject", "a").query("from", "x"),
            Request.to(Method.GET, "/v1/approvals").path("id", "1").query("subject", "a"),
            Request.to(Method.GET, "/v1/ledger/entries").path("id", "2").query("subject", "a"))) {
      assertThat(Faults.of(() -> cursors.position(other.query("cursor", cursor).build(), ACME)))
          .isEqualTo(FORGED);
    }
  }

  @Test
  void isOfOneActivityAndOneBody() {
    var cursor = cursors.next(search("payroll", "{\"value\":1}").build(), ACME, "p");
    assertThat(position(search("payroll", "{\"value\":1}"), cursor)).contains("p");
    for (var other :
        List.of(search("payroll", "{\"value\":2}"), search("training", "{\"value\":1}"))) {
      assertThat(Faults.of(() -> position(other, cursor))).isEqualTo(FORGED);
    }
  }

  private java.util.Optional<String> position(Request.Builder query, String cursor) {
    return cursors.position(query.query("cursor", cursor).build(), ACME);
  }

  private static Request.Builder search(String activity, String body) {
    return Request.to(Method.POST, "/v1/subjects/search")
        .header("Emanet-Activity", activity)
        .body(emanet.values.Bytes.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void cannotBeForged() {
    var cursor = cursors.next(list().build(), ACME, "position");
    for (int i = 0; i < cursor.length(); i++) {
      var other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      refused(cursor.substring(0, i) + other + cursor.substring(i + 1));
      refused(cursor.substring(0, i));
      refused(cursor.substring(0, i) + cursor.charAt(i) + cursor.substring(i));
    }
    refused(cursor + "=");
    refused(cursor + "A");
    refused("%");
    refused("ğ");
    refused("A".repeat(100_000));
  }

  private void refused(String cursor) {
    assertThat(Faults.of(() -> cursors.position(list().query("cursor", cursor).build(), ACME)))
        .as(cursor)
        .isEqualTo(FORGED);
  }

  private static Request.Builder list() {
    return Request.to(Method.GET, "/v1/ledger/entries").path("id", "1");
  }
}
