package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.store.DynamoStore;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LedgerRoutesTest {
  private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");

  private final MovingClock clock = new MovingClock(START);
  private final Ids ids = new Ids(Randomness.system(), clock);
  private final Ledger ledger =
      new Ledger(new DynamoStore(LedgerTables.shared().client(), InstantSource.system()), ids);
  private final Routes routes = new Routes((_, _, _) -> Optional.empty());
  private final SubjectId person = new SubjectId(ids.random());

  LedgerRoutesTest() {
    new LedgerRoutes(ledger, new Cursors((_, content) -> digest(content)), clock).addTo(routes);
  }

  @Test
  void onlyTheOfficerAndTheAuditor() {
    assertThat(routes.entries()).hasSize(1);
    assertThat(routes.entries().getFirst().roles())
        .containsExactlyInAnyOrder(Role.DPO, Role.AUDITOR);
  }

  @Test
  void theQuestionIsEnteredToo() {
    var tenant = new TenantId("asked");
    var answer = get(tenant, r -> r.query("subject", person.value()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().orElseThrow().path("items")).isEmpty();
    clock.advance(Duration.ofMillis(5));
    var again = get(tenant, r -> r.query("subject", person.value())).body().orElseThrow();
    assertThat(again.path("items")).hasSize(1);
    var entry = again.path("items").get(0);
    assertThat(entry.path("action").asText()).isEqualTo("LEDGER_READ");
    assertThat(entry.path("actor").asText()).isEqualTo("dpo-1");
    assertThat(entry.path("done").asBoolean()).isTrue();
    assertThat(answer.headers()).containsEntry("Emanet-Ledger", entry.path("receipt").asText());
    clock.advance(Duration.ofMillis(5));
    var byActor = get(tenant, r -> r.query("actor", "dpo-1")).body().orElseThrow();
    assertThat(byActor.path("items")).hasSize(2);
  }

  @Test
  void aListComesToItsEndThoughEveryPageIsEntered() {
    var tenant = new TenantId("listed");
    for (int i = 0; i < 9; i++) {
      ledger.intent(tenant, Intent.of(caller(tenant), Action.READ_SUBJECT).about(person));
      clock.advance(Duration.ofDays(1));
    }
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var at = cursor;
      var page =
          get(
                  tenant,
                  r -> {
                    var query = r.query("subject", person.value()).query("limit", "2");
                    return at.isEmpty() ? query : query.query("cursor", at);
                  })
              .body()
              .orElseThrow();
      page.path("items").forEach(item -> seen.add(item.path("at").asText()));
      cursor = page.path("nextCursor").asText();
      clock.advance(Duration.ofSeconds(1));
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(9).isSorted();
  }

  @Test
  void windows() {
    var tenant = new TenantId("windowed");
    for (int i = 0; i < 4; i++) {
      ledger.intent(tenant, Intent.of(caller(tenant), Action.READ_SUBJECT).about(person));
      clock.advance(Duration.ofDays(20));
    }
    assertThat(count(tenant, r -> r)).as("the last 30 days").isEqualTo(1);
    assertThat(count(tenant, r -> r.query("from", "2026-11-01T12:00:00+03:00"))).isGreaterThan(3);
    assertThat(
            count(
                tenant,
                r -> r.query("from", "0000-01-01T00:00:00Z").query("to", "2026-11-21T09:00:00Z")))
        .isEqualTo(1);
    assertThat(count(tenant, r -> r.query("to", "1969-01-01T00:00:00Z"))).isZero();
    assertThat(
            count(
                tenant,
                r -> r.query("from", "2026-11-21T09:00:00Z").query("to", "9999-12-31T23:59:59Z")))
        .isGreaterThan(2);
  }

  @Test
  void whatCannotBeRead() {
    malformed(Malformation.PARAMETER, r -> r);
    malformed(
        Malformation.PARAMETER, r -> r.query("subject", person.value()).query("actor", "dpo-1"));
    malformed(Malformation.PARAMETER, r -> r.query("subject", "nobody"));
    malformed(Malformation.PARAMETER, r -> r.query("actor", "10000000146"));
    malformed(Malformation.PARAMETER, r -> r.query("actor", "a").query("from", "yesterday"));
    malformed(
        Malformation.PARAMETER,
        r -> r.query("actor", "a").query("to", "+999999999-12-31T23:59:59Z"));
    malformed(Malformation.PARAMETER, r -> r.query("actor", "a").query("to", "2026-11-01"));
    malformed(
        Malformation.PARAMETER,
        r ->
            r.query("actor", "a")
                .query("from", "2026-11-01T00:00:00Z")
                .query("to", "2026-11-01T00:00:00Z"));
    malformed(Malformation.PARAMETER, r -> r.query("actor", "a").query("limit", "0"));
    malformed(
        Malformation.CURSOR,
        r -> r.query("actor", "a").query("cursor", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
  }

  private void malformed(Malformation why, UnaryOperator<Request.Builder> query) {
    assertThatThrownBy(() -> get(new TenantId("malformed"), query))
        .isInstanceOfSatisfying(
            FaultException.class,
            e ->
                assertThat(e.fault())
                    .isInstanceOfSatisfying(
                        Fault.Malformed.class, fault -> assertThat(fault.reason()).isEqualTo(why)));
  }

  private int count(TenantId tenant, UnaryOperator<Request.Builder> query) {
    var answer = get(tenant, r -> query.apply(r.query("subject", person.value())));
    int count = 0;
    for (var item : answer.body().orElseThrow().path("items")) {
      count += item.path("action").asText().equals("LEDGER_READ") ? 0 : 1;
    }
    return count;
  }

  private Response get(TenantId tenant, UnaryOperator<Request.Builder> query) {
    var request =
        query.apply(Request.to(Method.GET, "/v1/ledger/entries").caller(caller(tenant))).build();
    return routes.entries().getFirst().handler().read(request).run();
  }

  private static Caller caller(TenantId tenant) {
    return new Caller(
        tenant,
        new ActorId("dpo-1"),
        Set.of(Role.DPO),
        Optional.empty(),
        true,
        START.plus(Duration.ofDays(365)),
        "request-1");
  }

  private static Bytes digest(byte[] content) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
