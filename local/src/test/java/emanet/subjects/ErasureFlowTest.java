package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.register.replay.Replayed;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Erasures that stop, that lose a Region, and that come to their horizon. A stack of its own,
/// because the clock moves.
@Order(TestOrder.LONG)
class ErasureFlowTest {
  private static final String ONE = "10000000146";
  private static final String ERASE = "{'method': 'DESTROY', 'reason': 'Talep'}";

  @AutoClose
  private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME, "eu-west-1");

  private static String somebody(Customer customer) {
    var person = customer.person();
    customer.service().put(Customer.identity(person), Customer.fields(ONE)).expect(201);
    return person;
  }

  private static List<String> found(Customer customer) {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  private static String left(Customer customer, String table) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .scanPaginator(request -> request.tableName("emanet-" + table + "-1"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + customer.tenant + "#S#"))
          .toList()
          .toString();
    }
  }

  private static JsonNode state(Customer customer, String erasure) {
    return customer.dpo().get("/v1/erasures/" + erasure).expect(200).body();
  }

  /// The certificate that a restore would bring back.
  private static JsonNode kept(Customer customer, String record) {
    var kept =
        new Rooms(stack)
            .records(stack, Stack.HOME)
            .read(new TenantId(customer.tenant), Replayed.CERTIFICATE, record)
            .orElseThrow();
    return Certificates.read(kept.path("certificate").asText());
  }

  @Test
  void stoppedAndRunAgainItEndsWholeAndOnce() {
    stopped(4);
  }

  @Test
  @Tag("long")
  void stoppedAnywhereAndRunAgainItEndsWholeAndOnce() {
    stopped(1);
  }

  /// @param apart calls from one stop to the next
  private void stopped(int apart) {
    var customer = Customer.on(stack);
    var mine = "T#" + customer.tenant + "#";
    boolean finished = false;
    for (int calls = 0; !finished; calls += apart) {
      assertThat(calls).as("steps of an erasure").isLessThan(60);
      var person = somebody(customer);
      var path = "/v1/subjects/" + person + "/erasure";
      stack.stopAfter(mine, calls);
      var stopped = customer.dpo().idempotent("e-" + calls).post(path, ERASE);
      stack.clearFaults(mine);
      finished = stopped.status() == 200;
      assertThat(stopped.status()).as("stopped after " + calls).isIn(200, 500, 503);
      var between = customer.service().get(Customer.identity(person)).status();
      assertThat(between).as("whole or gone, after " + calls).isIn(200, 410);
      stack.advance(Duration.ofSeconds(20)); // the first run's lease ends
      var again = customer.dpo().idempotent("e-" + calls).post(path, ERASE).expect(200).body();
      customer.service().get(Customer.identity(person)).expect(410);
      assertThat(state(customer, again.path("id").asText())).isEqualTo(again);
      assertThat(kept(customer, again.path("id").asText()))
          .as("stopped after " + calls)
          .isEqualTo(again);
      assertThat(found(customer)).doesNotContain(person);
    }
    stack.advance(Duration.ofMinutes(20));
    assertThat(left(customer, "lookups")).isEqualTo("[]");
    assertThat(left(customer, "records")).isEqualTo("[]");
  }

  @Test
  void anotherRegionThatIsAwayGetsItsCopyLaterAndThenThereIsACertificate() {
    var customer = Customer.on(stack);
    var person = somebody(customer);
    var away = "/" + customer.tenant + "/erasures/";
    var fault = JsonNodeFactory.instance.objectNode();
    fault.put("match", away);
    fault.put("service", "s3");
    fault.put("region", "eu-west-1");
    fault.put("error", "RegionDown");
    stack.control("PUT", "faults", fault).expect(200);
    var running = customer.dpo().post("/v1/subjects/" + person + "/erasure", ERASE).expect(202);
    assertThat(running.body().path("state").asText()).isEqualTo("RUNNING");
    customer.service().get(Customer.identity(person)).expect(410);
    var id = running.body().path("id").asText();
    assertThat(state(customer, id).path("state").asText()).isEqualTo("RUNNING");
    stack.clearFaults(away);
    stack.advance(Duration.ofMinutes(3));
    assertThat(state(customer, id).path("state").asText()).isEqualTo("EFFECTIVE");
  }

  /// Attempts that an S3 call of the product makes before it is given up.
  private static final int ATTEMPTS = 6;

  /// What hangs there takes seconds of each try, and a call has ten: whoever erases waits for one,
  /// whatever else there is to copy, and a job makes the rest.
  @Test
  void whoeverErasesWaitsForAnotherRegionOnce() {
    var customer = Customer.on(stack);
    var person = somebody(customer);
    var own = "/" + customer.tenant + "/";
    var fault = JsonNodeFactory.instance.objectNode();
    fault.put("match", own).put("service", "s3").put("region", "eu-west-1");
    fault.put("error", "ServiceUnavailable").put("count", ATTEMPTS);
    stack.control("PUT", "faults", fault).expect(200);
    var running =
        customer
            .dpo()
            .post(
                "/v1/subjects/" + person + "/erasure",
                "{'method': 'ERASE', 'reason': 'Talep', 'suppress': true}")
            .expect(202)
            .body();
    var id = running.path("id").asText();
    customer.service().get(Customer.identity(person)).expect(410);
    assertThat(recorded(customer, "eu-west-1", Replayed.ERASURE)).isEmpty();
    assertThat(recorded(customer, Stack.HOME, Replayed.SUPPRESSION)).hasSize(1);
    assertThat(recorded(customer, "eu-west-1", Replayed.SUPPRESSION)).isEmpty();
    stack.clearFaults(own);
    stack.advance(Duration.ofMinutes(3));
    assertThat(state(customer, id).path("state").asText()).isEqualTo("EFFECTIVE");
    assertThat(recorded(customer, "eu-west-1", Replayed.ERASURE)).containsExactly(id);
    assertThat(recorded(customer, "eu-west-1", Replayed.SUPPRESSION))
        .isEqualTo(recorded(customer, Stack.HOME, Replayed.SUPPRESSION));
  }

  private static List<String> recorded(Customer customer, String region, Replayed kind) {
    return new Rooms(stack)
        .records(stack, region)
        .ids(new TenantId(customer.tenant), kind, Optional.empty(), 100);
  }

  @Test
  void afterTheHorizonTheCertificateIsFinal() {
    var customer = Customer.on(stack);
    var person = somebody(customer);
    var certificate =
        customer.dpo().post("/v1/subjects/" + person + "/erasure", ERASE).expect(200).body();
    var id = certificate.path("id").asText();
    stack.advance(Duration.ofDays(8));
    assertThat(state(customer, id).path("state").asText()).isEqualTo("EFFECTIVE");
    stack.advance(Duration.ofDays(1).plusMinutes(5));
    var last = state(customer, id);
    assertThat(last.path("state").asText()).isEqualTo("FINAL");
    assertThat(last.path("at")).isEqualTo(certificate.path("at"));
    assertThat(last.has("final")).isTrue();
    assertThat(last.path("signature")).isNotEqualTo(certificate.path("signature"));
    assertThat(kept(customer, id)).isEqualTo(certificate);
    assertThat(kept(customer, id + "-final")).isEqualTo(last);
  }

  /// Whoever watches sees what no job did.
  @Test
  void anErasureThatIsNotFinalADayAfterItsHorizonIsLate() {
    var customer = Customer.on(stack);
    var tenant = new TenantId(customer.tenant);
    var person = somebody(customer);
    var certificate =
        customer.dpo().post("/v1/subjects/" + person + "/erasure", ERASE).expect(200).body();
    var store = new Rooms(stack).store;
    var horizon = Instant.parse(certificate.path("horizon").asText());
    assertThat(new ErasureWatch(store, () -> horizon.plus(Duration.ofHours(23))).late(tenant))
        .isEmpty();
    assertThat(new ErasureWatch(store, () -> horizon.plus(Duration.ofHours(25))).late(tenant))
        .containsExactly(certificate.path("id").asText());
    stack.advance(Duration.ofDays(9).plusMinutes(5));
    assertThat(state(customer, certificate.path("id").asText()).path("state").asText())
        .isEqualTo("FINAL");
    assertThat(new ErasureWatch(store, () -> horizon.plus(Duration.ofDays(30))).late(tenant))
        .isEmpty();
  }
}
