package emanet.closure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Printed;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/// Other ways that the end of a contract may go.
@Tag("long")
class ClosureWaysTest {
  private static final Duration UNDONE = Duration.ofDays(14).minusMinutes(3);
  private static final Set<String> GOING_ON = Set.of("closure-return", "closure-end");

  /// Contracts that are stopped on their way, each one somewhere else.
  private static final int LIVES = 12;

  private Printed printed;
  private Stack stack;
  private ClosureStack house;

  @BeforeEach
  void start() {
    printed = new Printed();
    stack = Stack.only(Set.of(), Stack.HOME);
    house = new ClosureStack(stack);
  }

  @AfterEach
  void stop() {
    stack.close();
    printed.close();
  }

  private ApiCall admin() {
    return stack.as(stack.strongToken("platform", "root", "admin"));
  }

  private ApiCall operator() {
    return stack.as(stack.strongToken("platform", "operator-1", "operator"));
  }

  @Test
  void withdrawnEverythingGoesOnAndItCanBeBegunAnew() throws Exception {
    var first = house.begun();
    stack.advance(Duration.ofMinutes(3));
    house.write().expect(403);
    house.packageIn("READY");
    stack.advance(Duration.ofDays(13));
    var withdrawn = house.dpo("dpo-1").post(house.path() + "/withdrawal", "{}").expect(200);
    assertThat(withdrawn.body().path("state").asText()).isEqualTo("WITHDRAWN");
    stack.advance(Duration.ofMinutes(2));
    house.write().expect(201);
    stack.advance(Duration.ofDays(30));
    house.work();
    house.read().expect(200);
    house.write().expect(201);
    assertThat(house.begun()).isNotEqualTo(first);
    stack.advance(Duration.ofMinutes(3));
    house.write().expect(403);
    house.dpo("dpo-1").post(house.path(), ClosureStack.wish()).expect(403);
  }

  /// Nobody asks once more: what was withdrawn is withdrawn whole.
  @Test
  void aWithdrawalThatStopsGoesOnByItself() {
    int healed = 0;
    for (int calls = 6; calls < 60; calls += 2) {
      var one = new ClosureStack(stack);
      one.begun();
      stack.advance(Duration.ofMinutes(3));
      one.write().expect(403);
      stack.stopAfter(calls);
      int status = one.dpo("dpo-1").post(one.path() + "/withdrawal", "{}").status();
      boolean stopped = stack.goOn();
      boolean withdrawn = one.state().path("state").asText().equals("WITHDRAWN");
      stack.advance(Duration.ofMinutes(2));
      one.work();
      stack.advance(Duration.ofMinutes(2));
      assertThat(one.write().status())
          .as("stopped after " + calls)
          .isEqualTo(withdrawn ? 201 : 403);
      healed += withdrawn && status != 200 ? 1 : 0;
      if (!stopped) {
        break;
      }
    }
    assertThat(healed).isPositive();
  }

  /// Nobody of the tenant's could approve it again: what was begun is begun whole.
  @Test
  void anApprovalThatStopsGoesOnByItself() {
    int healed = 0;
    for (int calls = 4; calls < 60; calls += 3) {
      var one = new ClosureStack(stack);
      var id = one.proposed();
      stack.stopAfter(calls);
      int status = one.approve(id).status();
      boolean stopped = stack.goOn();
      boolean begun = one.dpo("dpo-1").get(one.path()).status() == 200;
      stack.advance(Duration.ofMinutes(3));
      one.work();
      stack.advance(Duration.ofMinutes(5));
      var after = "stopped after " + calls;
      assertThat(one.write().status()).as(after).isEqualTo(begun ? 403 : 201);
      one.work();
      assertThat(jobs(id).containsAll(GOING_ON)).as(after).isEqualTo(begun);
      if (begun) {
        var now = one.state();
        assertThat(now.at("/package/state").asText()).as(after).isNotEqualTo("WAITING");
        assertThat(time(now, "undoUntil")).as(after).isAfter(time(now, "frozenAt").plus(UNDONE));
      }
      healed += begun && status != 200 ? 1 : 0;
      if (!stopped) {
        break;
      }
    }
    assertThat(healed).isGreaterThan(1);
  }

  private static Instant time(JsonNode closure, String name) {
    return Instant.parse(closure.path(name).asText());
  }

  /// Kinds of the jobs of a closure that was begun.
  private Set<String> jobs(String id) {
    var kinds = new TreeSet<String>();
    try (var dynamo = stack.dynamo()) {
      dynamo.scanPaginator(scan -> scan.tableName("emanet-register-1")).items().stream()
          .filter(item -> item.get("sk").s().equals("JOB") && item.get("pk").s().contains(id))
          .forEach(item -> kinds.add(item.get("kind").s()));
    }
    return kinds;
  }

  /// The deployment's own cannot have it sealed to a key of theirs.
  @Test
  void whoeverProposesOneOfTheTenantsOwnApproves() {
    var id = admin().post(house.path(), ClosureStack.wish()).expect(202).body();
    var approval = "/v1/approvals/" + id.path("approval").asText();
    operator().post(approval, "{'decision': 'APPROVE'}").expect(404);
    admin().post(house.path(), "{'publicKey': 'x'}").expect(422);
    var proposal = house.dpo("dpo-1").get(approval).expect(200).body().path("proposal");
    assertThat(proposal.path("fingerprint").asText()).matches("[0-9a-f]{64}");
    house.dpo("dpo-1").post(approval, "{'decision': 'APPROVE'}").expect(200);
    var other = new ClosureStack(stack);
    other.dpo("dpo-1").get(house.path()).expect(404);
    other.dpo("dpo-1").post(house.path() + "/withdrawal", "{}").expect(404);
    assertThat(house.state().path("state").asText()).isEqualTo("FROZEN");
  }

  /// Nobody says to have the package: it is waited for twice as long.
  @Test
  void withoutAReceiptItIsWaitedForAndThenSaidSo() throws Exception {
    house.begun();
    stack.advance(Duration.ofMinutes(5));
    house.packageIn("READY");
    stack.advance(Duration.ofDays(15));
    house.work();
    house.read().expect(200);
    assertThat(house.state().path("state").asText()).isEqualTo("FROZEN");
    stack.advance(Duration.ofDays(13));
    var closed = house.until("/state", "CLOSED");
    assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("NOT_RECEIVED");
    assertThat(house.read().status()).isEqualTo(410);
    stack.advance(Duration.ofDays(40));
    var last = house.until("/state", "FINAL");
    assertThat(last.at("/certificate/state").asText()).isEqualTo("FINAL");
    ClosureTest.verifies(stack, last.path("certificate"));
  }

  /// Gives it a KMS key of its own.
  private String ownKey(KmsClient kms, ClosureStack one) {
    var own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
    admin()
        .put(
            "/v1/tenants/" + one.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}], 'kmsKeyArn': '%s'}
            """
                .formatted(own))
        .expect(200);
    one.read().expect(200);
    return own;
  }

  /// Two of the deployment's own do.
  private void endedFromOutside(ClosureStack one) {
    var id = admin().post(one.path(), ClosureStack.wish()).expect(202).body();
    var approval = "/v1/approvals/" + id.path("approval").asText();
    operator().post(approval, "{'decision': 'APPROVE'}").expect(200);
  }

  /// They sealed it to a key of theirs.
  @Test
  void theDeploymentsOwnAreGivenNothingThoughTheKeyOpensAgain() throws Exception {
    var other = new ClosureStack(stack);
    try (var kms = stack.kms()) {
      for (var one : List.of(house, other)) {
        var own = ownKey(kms, one);
        kms.disableKey(key -> key.keyId(own));
        stack.advance(Duration.ofMinutes(6));
        endedFromOutside(one);
        kms.enableKey(key -> key.keyId(own));
      }
      for (int i = 0; i < 4; i++) {
        stack.advance(Duration.ofHours(1));
        house.work();
      }
      assertThat(house.state().at("/package/state").asText()).isEqualTo("KEY_GONE");
      assertThat(packaged(house)).isZero();
      house.dpo("dpo-1").get(house.path() + "/package").expect(409);
      stack.advance(Duration.ofDays(15));
      house.work();
      house.read().expect(200);
      other.dpo("dpo-1").post(other.path() + "/withdrawal", "{}").expect(200);
      stack.advance(Duration.ofDays(13));
      var closed = house.until("/state", "CLOSED");
      assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("KEY_GONE");
      assertThat(packaged(house)).isZero();
      other.write().expect(201);
    }
  }

  /// Its jobs were started for a time that does not count: whoever is not frozen has not ended.
  @Test
  void whoWasNotFrozenIsFrozenFirstAndHasTheTimeThatThereIs() throws Exception {
    house.begun();
    stack.advance(Duration.ofMinutes(5));
    house.received();
    var mark =
        Map.of(
            "pk", AttributeValue.fromS("T#" + house.tenant + "#CLOSURE"),
            "sk", AttributeValue.fromS("END"));
    try (var dynamo = stack.dynamo()) {
      dynamo.deleteItem(delete -> delete.tableName("emanet-deployment").key(mark));
    }
    stack.advance(Duration.ofDays(14));
    house.work();
    var standing = house.state();
    assertThat(standing.path("state").asText()).isEqualTo("FROZEN");
    assertThat(time(standing, "undoUntil")).isAfter(ClosureStack.now(stack).plus(UNDONE));
    stack.advance(Duration.ofMinutes(3));
    house.write().expect(403);
    stack.advance(Duration.ofDays(14));
    house.until("/state", "CLOSED");
  }

  /// Its mark is still there when another closure comes.
  @Test
  void behindAWithdrawalThatStoppedAnotherCanBegin() {
    try (var kms = stack.kms()) {
      var own = ownKey(kms, house);
      kms.disableKey(key -> key.keyId(own));
      endedFromOutside(house);
      var first = admin().get(house.path()).expect(200).body().path("id").asText();
      var mark = "T#" + house.tenant + "#CLOSURE";
      stack.fault(mark, "dynamodb", "UpdateItem", "AccessDeniedException");
      assertThat(admin().post(house.path() + "/withdrawal", "{}").status()).isIn(500, 503);
      stack.clearFaults(mark);
      endedFromOutside(house);
      stack.advance(Duration.ofMinutes(3));
      var standing = admin().get(house.path()).expect(200).body();
      assertThat(standing.path("state").asText()).isEqualTo("FROZEN");
      assertThat(standing.path("id").asText()).isNotEqualTo(first);
      kms.enableKey(key -> key.keyId(own));
      house.write().expect(403);
    }
  }

  private long packaged(ClosureStack one) {
    return stack
        .s3(Stack.HOME)
        .listObjectsV2Paginator(request ->
            request.bucket(Stack.bucket("packages", Stack.HOME)).prefix(one.tenant + "/"))
        .contents()
        .stream()
        .count();
  }

  /// The tenant's key is away for some days, and our package cannot be made for a month: neither is
  /// a reason to destroy what was not given back.
  @Test
  void whatCannotBeGivenBackYetIsNotDestroyed() throws Exception {
    try (var kms = stack.kms()) {
      var own = ownKey(kms, house);
      var id = house.begun();
      kms.disableKey(key -> key.keyId(own));
      stack.advance(Duration.ofMinutes(5));
      house.work();
      assertThat(admin().get(house.path()).body().at("/package/state").asText())
          .isEqualTo("KEY_GONE");
      kms.enableKey(key -> key.keyId(own));
      stack.fault("packages", "s3", "PutObject", "AccessDenied");
      stack.advance(Duration.ofHours(2));
      house.work();
      assertThat(house.state().at("/package/state").asText()).isNotEqualTo("KEY_GONE");
      stack.advance(Duration.ofDays(10));
      kms.disableKey(key -> key.keyId(own));
      house.work();
      stack.advance(Duration.ofDays(4));
      house.work();
      kms.enableKey(key -> key.keyId(own));
      stack.advance(Duration.ofDays(1));
      house.work();
      house.read().expect(200);
      stack.advance(Duration.ofDays(15));
      house.work();
      assertThat(printed.text().lines())
          .anyMatch(line -> line.contains("\"ALARM\"") && line.contains("closure-end-" + id));
      house.read().expect(200);
      stack.clearFaults("packages");
      stack.advance(Duration.ofDays(1));
      var ready = house.packageIn("READY");
      stack.advance(Duration.ofDays(2));
      house.work();
      house.read().expect(200);
      assertThat(time(house.state(), "waitUntil"))
          .isAfter(time(ready, "at").plus(Duration.ofDays(44)));
      house.received();
      stack.advance(Duration.ofDays(1));
      var closed = house.until("/state", "CLOSED");
      assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("RECEIVED");
    }
  }

  /// It is nobody's to close: that it opens nothing is our own failure, and nothing follows of it.
  @Test
  void whereTheDeploymentsKeyDoesNotOpenNothingIsDestroyedAndNobodyElseDecides() throws Exception {
    var other = new ClosureStack(stack);
    house.begun();
    for (var one : List.of(house, other)) {
      stack.fault("\"" + one.tenant + "\"", "kms", "Decrypt", "AccessDeniedException");
    }
    stack.advance(Duration.ofMinutes(6));
    house.work();
    admin().post(other.path(), ClosureStack.wish()).expect(503);
    stack.advance(Duration.ofDays(8));
    house.work();
    stack.advance(Duration.ofDays(21));
    for (int i = 0; i < 12; i++) {
      house.work();
      stack.advance(Duration.ofMinutes(1));
    }
    var standing = admin().get(house.path()).expect(200).body();
    assertThat(standing.path("state").asText()).as(standing.toString()).isEqualTo("FROZEN");
    assertThat(standing.at("/package/state").asText()).isEqualTo("WAITING");
    for (var one : List.of(house, other)) {
      stack.clearFaults("\"" + one.tenant + "\"");
    }
    stack.advance(Duration.ofDays(1));
    house.received();
    stack.advance(Duration.ofDays(1));
    var closed = house.until("/state", "CLOSED");
    assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("RECEIVED");
  }

  @Test
  void ofATenantWhoseOwnKeyIsGoneNothingComesBackAndAllGoes() throws Exception {
    try (var kms = stack.kms()) {
      var own = ownKey(kms, house);
      kms.disableKey(key -> key.keyId(own));
      stack.advance(Duration.ofMinutes(6));
      assertThat(house.read().status()).isGreaterThanOrEqualTo(500);
      endedFromOutside(house);
      var begun = admin().get(house.path()).expect(200).body();
      assertThat(begun.at("/package/state").asText()).isEqualTo("KEY_GONE");
      assertThat(begun.path("state").asText()).isEqualTo("FROZEN");
      stack.advance(Duration.ofDays(14));
      var neighbour = new ClosureStack(stack);
      for (int i = 0; i < 12; i++) {
        house.work();
        stack.advance(Duration.ofMinutes(1));
      }
      var closed = admin().get(house.path()).expect(200).body();
      assertThat(closed.path("state").asText()).as(closed.toString()).isEqualTo("CLOSED");
      assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("KEY_GONE");
      ClosureTest.verifies(stack, closed.path("certificate"));
      kms.enableKey(key -> key.keyId(own));
      stack.advance(Duration.ofMinutes(6));
      assertThat(house.read().status()).isEqualTo(410);
      house.dpo("dpo-1").get("/v1/ledger/checkpoint").expect(200);
      neighbour.read().expect(200);
    }
  }

  /// Whoever stops, wherever: what was begun goes on, and ends as if nothing had stopped it.
  ///
  /// The first contract ends unstopped, and shows how many calls each part of it makes; all others
  /// are stopped in each of the parts, at places spread over it. Sealing goes on: it is no part of
  /// a closure, and has stops of its own.
  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void stoppedAfterAnyCallItEndsWhole() throws Exception {
    var neighbour = house;
    var calls = new HashMap<Part, Long>();
    var ended = new ArrayList<ClosureStack>();
    ended.add(life((part, work) -> calls.put(part, counted(work))));
    assertThat(calls).hasSize(Part.values().length);
    for (int life = 0; life < LIVES; life++) {
      int number = life;
      ended.add(life((part, work) -> stopped(part, 1 + number * calls.get(part) / LIVES, work)));
      neighbour.read().expect(200);
    }
    stack.advance(Duration.ofDays(40));
    for (var each : ended) {
      each.until("/state", "FINAL");
    }
  }

  /// What the functions do of a closure, one after the other.
  private enum Part {
    APPROVAL,
    PACKAGE,
    END,
    CERTIFICATE
  }

  /// A contract from the proposal to the certificate, of which each part runs as it is told.
  private ClosureStack life(BiConsumer<Part, Runnable> runs) throws Exception {
    house = new ClosureStack(stack);
    var id = house.proposed();
    runs.accept(Part.APPROVAL, () -> house.approve(id));
    house.approve(id); // closed already, where nothing stopped it
    assertThat(house.state().path("state").asText()).isEqualTo("FROZEN");
    stack.advance(Duration.ofMinutes(5));
    house.write().expect(403);
    house.seal();
    runs.accept(Part.PACKAGE, house::worked);
    house.received();
    stack.advance(Duration.ofDays(14));
    house.seal();
    runs.accept(Part.END, house::worked);
    stack.advance(Duration.ofMinutes(9));
    runs.accept(Part.CERTIFICATE, house::worked);
    var closed = house.until("/state", "CLOSED");
    ClosureTest.verifies(stack, closed.path("certificate"));
    assertThat(house.read().status()).isEqualTo(410);
    return house;
  }

  private long counted(Runnable work) {
    stack.clearCalls("");
    work.run();
    return stack.calls("").valueStream().mapToLong(Stack::sum).sum();
  }

  private void stopped(Part part, long after, Runnable work) {
    stack.stopAfter(after);
    work.run();
    assertThat(stack.goOn()).as("%s after %s calls", part, after).isTrue();
    stack.advance(Duration.ofMinutes(1)); // leases
  }
}
