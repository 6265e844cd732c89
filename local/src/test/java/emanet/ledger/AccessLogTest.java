package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.ApiCall;
import emanet.local.AtRest;
import emanet.local.Stack;
import emanet.values.Randomness;
import emanet.values.Visit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From where calls came: listed while it is kept, sealed at rest, gone when its time has come.
class AccessLogTest {
  private static final String TENANT =
      """
      {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
       'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}]}
      """;

  private static ApiCall auditor(Stack stack, String tenant) {
    return stack.as(stack.token(tenant, "auditor-1", "auditor"));
  }

  private static String tenant(Stack stack) {
    var tenant = Stack.tenantName();
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put("/v1/tenants/" + tenant, TENANT)
        .expect(201);
    return tenant;
  }

  @Test
  void everyCallIsALineThatItsEntryCommitsTo() {
    var stack = Stack.shared();
    var tenant = tenant(stack);
    auditor(stack, tenant)
        .with("Referer", "https://portal.ornek.example/people")
        .get("/v1/ledger/entries?actor=agent-1")
        .expect(200);
    auditor(stack, tenant).get("/v1/categories").expect(200);
    var first = auditor(stack, tenant).get("/v1/access-log?limit=2").expect(200);
    var items = first.body().path("items");
    assertThat(items).hasSize(2);
    var line = items.get(0);
    assertThat(line.path("page").asText()).isEqualTo("GET /v1/ledger/entries");
    assertThat(line.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(line.path("provider").asText()).isEqualTo("unknown");
    assertThat(line.path("actor").asText()).isEqualTo("auditor-1");
    assertThat(line.path("referrer").asText()).isEqualTo("https://portal.ornek.example/people");
    assertThat(line.path("intact").asBoolean()).isTrue();
    assertThat(items.get(1).has("referrer")).isFalse();
    var next =
        auditor(stack, tenant)
            .get("/v1/access-log?limit=2&cursor=" + first.body().path("nextCursor").asText())
            .expect(200)
            .body();
    assertThat(next.path("items")).isEmpty();
    assertThat(next.has("nextCursor")).isFalse();
    var again = auditor(stack, tenant).get("/v1/access-log").expect(200).body().path("items");
    assertThat(again.get(2).path("page").asText()).isEqualTo("GET /v1/access-log");
    auditor(stack, tenant)
        .get("/v1/access-log?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
        .expect(400);
    // what is stored says none of it
    for (var table : List.of("emanet-fragments-1", "emanet-ledger-1")) {
      var stored = new ByteArrayOutputStream();
      new AtRest(stack, Stack.HOME)
          .items(table, "T#" + tenant + "#", (_, item) -> stored.writeBytes(item));
      assertThat(stored.size()).isPositive();
      assertThat(stored.toString(StandardCharsets.ISO_8859_1))
          .doesNotContain("127.0.0.1", "portal.ornek");
    }
  }

  @Test
  void linesExpireAndTheLedgerStillVerifies() {
    var house = new LogHouse();
    var fragments =
        new Fragments(LogHouse.store(), new Plain(), Providers.none(), Randomness.system());
    var ledger = new Ledger(LogHouse.store(), house.ids, fragments);
    var expected = new ArrayList<String>();
    var days = new ArrayList<LocalDate>();
    for (int i = 0; i < 3; i++) {
      days.add(LocalDate.ofInstant(house.clock.instant(), ZoneOffset.UTC));
      // one call of one entry, one of three: two lines
      expected.add(ledger.intent(house.tenant, call(house)).entryId());
      var from = call(house);
      expected.add(ledger.intent(house.tenant, from).entryId());
      expected.addAll(LogHouse.ids(ledger.intents(house.tenant, List.of(from, from)).stream()));
      house.round();
      house.clock.advance(Duration.ofDays(1));
    }
    var log = new AccessLog(LogHouse.store(), fragments);
    assertThat(lines(log, house)).hasSize(6).allMatch(AccessLog.Line::intact);
    var today = days.get(2);
    var life = new Fragments.Life(days.get(0), today);
    assertThat(fragments.expire(house.tenant, today, () -> life, () -> false)).isZero();
    assertThat(lines(log, house)).hasSize(6);
    assertThat(fragments.expire(house.tenant, today, () -> life, () -> true)).isEqualTo(4);
    assertThat(lines(log, house)).hasSize(2).allMatch(AccessLog.Line::intact);
    // looked at to its end: not even the settings are asked for again that day
    assertThat(
            fragments.expire(
                house.tenant,
                today,
                () -> {
                  throw new AssertionError("asked again");
                },
                () -> true))
        .isZero();
    var next = today.plusDays(1);
    var later = new Fragments.Life(days.get(0), next);
    assertThat(fragments.expire(house.tenant, next, () -> later, () -> true)).isEqualTo(2);
    house.assertHolds(expected);
  }

  /// Two tenants, one of which keeps its access log for a month: after 35 days that is what it has.
  @Test
  @Tag("long")
  void eachTenantKeepsItsOwnForAsLongAsItSays() {
    try (var stack = Stack.only(Set.of("Sweep"), Stack.HOME)) {
      var year = tenant(stack);
      var month = tenant(stack);
      var admin = stack.as(stack.strongToken("platform", "root", "admin"));
      var longer = TENANT.replace("'sample'", "'settings': {'accessLogLife': 'P25M'}, 'sample'");
      admin.put("/v1/tenants/" + month, longer).expect(422);
      var shorter = TENANT.replace("'sample'", "'settings': {'accessLogLife': 'P1M'}, 'sample'");
      admin.put("/v1/tenants/" + month, shorter).expect(200);
      var begun = "?limit=10&from=" + Instant.now().minusSeconds(60).toString();
      for (var tenant : List.of(year, month)) {
        auditor(stack, tenant).get("/v1/categories").expect(200);
        assertThat(auditor(stack, tenant).get("/v1/access-log").expect(200).body().path("items"))
            .hasSize(1);
      }
      stack.advance(Duration.ofDays(60));
      var until = begun + "&to=" + Instant.now().plusSeconds(86_400).toString();
      assertThat(lines(stack, year, until)).isEqualTo(2);
      assertThat(lines(stack, month, until)).isZero();
    }
  }

  private static int lines(Stack stack, String tenant, String window) {
    return auditor(stack, tenant)
        .get("/v1/access-log" + window)
        .expect(200)
        .body()
        .path("items")
        .size();
  }

  private static Intent call(LogHouse house) {
    var visit = new Visit("192.0.2.1", "GET /v1/categories", Optional.empty());
    return Intent.of(house.intent().caller().from(visit), Action.CALL).towards("x");
  }

  private static List<AccessLog.Line> lines(AccessLog log, LogHouse house) {
    return log.lines(house.tenant, LogHouse.START, house.clock.instant(), 200, Optional.empty());
  }
}
