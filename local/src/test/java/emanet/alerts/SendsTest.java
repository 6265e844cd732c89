package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.alerts.Carrier.Carried;
import emanet.local.Stack;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import emanet.wiring.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Sends on DynamoDB, KMS, SNS and SES as the edge serves them: workers that stop anywhere, meet,
/// get no answer, and run out of allowance.
class SendsTest {
  private static final Duration BUDGET = Duration.ofSeconds(20);
  private static final String CASE = "case-1";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
  private final Outgoing outgoing = new Outgoing(stack, now::get);
  private final TenantId tenant = new TenantId(tenant());
  private final Sends sends = outgoing.sends();

  private String tenant() {
    var name = Stack.tenantName();
    stack.open(name);
    return name;
  }

  private Order order(String id, Letter letter) {
    return new Order(tenant, new SendId(id), CASE, "TEST", "ref-1", letter, now.get());
  }

  private Order sms(String id) {
    return order(id, new Letter.Sms("+905000088924", SmsText.of("Sayın Işıl " + id).orElseThrow()));
  }

  private Order webhook(String id, String url) {
    return order(id, new Letter.Webhook(java.net.URI.create(url), "{\"a\":1}", "payroll-co"));
  }

  private Send send(String id) {
    return sends.read(tenant, List.of(new SendId(id))).get(new SendId(id));
  }

  private Delivery.Run run(Delivery worker) {
    return worker.run(List.of(tenant), BUDGET);
  }

  private void later(Duration by) {
    now.updateAndGet(at -> at.plus(by));
  }

  private List<String> listed(SendList list) {
    return sends.list(tenant, list, Optional.empty(), 100).items().stream()
        .map(send -> send.id().value())
        .toList();
  }

  /// A carrier that counts, and answers as it is told.
  private static final class Counting implements Carrier {
    final ConcurrentHashMap<String, AtomicInteger> carried = new ConcurrentHashMap<>();
    volatile Carried answer = new Carried.Taken();

    @Override
    public Carried carry(TenantId tenant, SendId id, Letter letter) {
      carried.computeIfAbsent(id.value(), _ -> new AtomicInteger()).incrementAndGet();
      return answer;
    }

    int of(String id) {
      return carried.getOrDefault(id, new AtomicInteger()).get();
    }
  }

  @Test
  void reachTheOutsideByEveryChannel() {
    var phone = "+905000011122";
    var topic = "arn:aws:sns:eu-central-1:000000000000:emanet-breaches-" + tenant;
    try (var sns = stack.sns()) {
      sns.createTopic(request -> request.name("emanet-breaches-" + tenant));
    }
    sends.queueAll(
        List.of(
            order("s-1", new Letter.Sms(phone, SmsText.of("Şifreniz değişti").orElseThrow())),
            order("s-2", new Letter.Email(tenant + "@ornek.example", "Konu ğ", "Gövde ş")),
            webhook("s-3", "https://" + tenant + ".example/hook?a=b"),
            order("s-4", new Letter.Topic(topic, "Konu", "Bildirim"))));
    later(Duration.ofMinutes(1));
    stack.deliver();
    for (var id : List.of("s-1", "s-2", "s-3", "s-4")) {
      assertThat(send(id).state()).as(id + " " + send(id)).isEqualTo(Send.State.SENT);
      assertThat(send(id).possiblyTwice()).isFalse();
    }
    assertThat(outbox("SMS", phone).getFirst().path("body").asText()).isEqualTo("Sifreniz degisti");
    var mail = outbox("EMAIL", tenant + "@ornek.example").getFirst();
    assertThat(mail.path("subject").asText()).isEqualTo("Konu ğ");
    assertThat(mail.path("body").asText()).isEqualTo("Gövde ş");
    assertThat(outbox("TOPIC", topic)).hasSize(1);
    var call = outbox("WEBHOOK", "https://" + tenant + ".example/hook?a=b").getFirst();
    assertThat(call.path("headers").path("webhook-id").asText()).isEqualTo("s-3");
    assertThat(call.path("headers").path("webhook-signature").asText()).startsWith("v1,");
  }

  /// What was queued in one Region is carried by whichever comes first.
  @Test
  void aTopicIsThatOfTheRegionThatCarries() {
    var name = "emanet-breaches-" + tenant;
    var home =
        new Letter.Topic("arn:aws:sns:eu-central-1:000000000000:" + name, "Konu", "Bildirim");
    var away = "arn:aws:sns:eu-west-1:000000000000:" + name;
    try (var sns = stack.sns("eu-west-1")) {
      var carrier = new AwsSns(sns, Optional.empty());
      assertThat(carrier.carry(tenant, new SendId("t-1"), home))
          .as("it is made within minutes")
          .isInstanceOf(Carrier.Carried.Refused.class);
      sns.createTopic(request -> request.name(name));
      assertThat(carrier.carry(tenant, new SendId("t-1"), home))
          .isInstanceOf(Carrier.Carried.Taken.class);
    }
    assertThat(outbox("TOPIC", away)).hasSize(1);
  }

  private List<JsonNode> outbox(String channel, String to) {
    var items = stack.control("GET", "outbox").expect(200).body().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item ->
            item.path("channel").asText().equals(channel) && item.path("to").asText().equals(to))
        .toList();
  }

  /// A lost answer: the message is out, and nobody here knows. The client must not send again by
  /// itself.
  @Test
  void areSentOnceMoreAndListedWhereTheAnswerIsLost() {
    var phone = "+905000022233";
    sends.queue(order("s-1", new Letter.Sms(phone, SmsText.of("Bir " + tenant).orElseThrow())));
    stack.fault("Bir+" + tenant, "sns", "Publish", "LostAnswer", 1);
    stack.fault("Bir%20" + tenant, "sns", "Publish", "LostAnswer", 1);
    stack.deliver();
    assertThat(outbox("SMS", phone)).as("once a try").hasSize(1);
    assertThat(send("s-1").state()).isEqualTo(Send.State.QUEUED);
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
    var worker = new Counting();
    now.set(send("s-1").due().orElseThrow());
    run(outgoing.worker(worker));
    assertThat(worker.of("s-1")).isOne();
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
    assertThat(send("s-1").doubts()).isOne();
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
    stack.clearFaults("Bir+" + tenant);
    stack.clearFaults("Bir%20" + tenant);
  }

  /// What one tenant's queue does not give away holds up nobody else's.
  @Test
  void goOnWhereAnotherTenantsQueueCannotBeRead() {
    sends.queue(sms("s-1"));
    var other = new TenantId(tenant());
    var worker = new Counting();
    stack.fault("T#" + other, "dynamodb", "Query", "AccessDeniedException");
    var run = outgoing.worker(worker).run(List.of(other, tenant), BUDGET);
    stack.clearFaults("T#" + other);
    assertThat(run.unread()).as("one of each shard").isPositive();
    assertThat(run.failure()).isPresent();
    assertThat(worker.of("s-1")).isOne();
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
  }

  /// A worker that dies in the middle of a try leaves a claim without a record.
  @Test
  void areTakenUpAfterAWorkerDied() {
    sends.queue(sms("s-1"));
    var died = new AtomicInteger();
    Carrier dying =
        (_, _, _) -> {
          died.incrementAndGet();
          throw new IllegalStateException("stopped");
        };
    assertThat(run(outgoing.worker(dying)).broken()).isOne();
    assertThat(send("s-1").state()).isEqualTo(Send.State.CLAIMED);
    var other = new Counting();
    later(Duration.ofMinutes(2));
    run(outgoing.worker(other));
    assertThat(other.of("s-1")).as("within the lease it is the other's").isZero();
    later(Duration.ofMinutes(2));
    run(outgoing.worker(other));
    assertThat(other.of("s-1")).isOne();
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
    run(outgoing.worker(other));
    assertThat(other.of("s-1")).isOne();
  }

  /// Stopped after any write, between any two calls: nobody is missed, and who may have got it
  /// twice is listed.
  @Test
  void survivesAStopAfterEveryCall() {
    for (var operation : List.of("UpdateItem", "BatchWriteItem", "Query", "BatchGetItem")) {
      for (int after = 0; after < 3; after++) {
        var id = "s-" + operation.toLowerCase(java.util.Locale.ROOT) + "-" + after;
        sends.queue(sms(id));
        var carrier = new Counting();
        fault("T#" + tenant + "#SEND", operation, after);
        try {
          run(outgoing.worker(carrier));
        } catch (emanet.fault.FaultException e) {
          // as a process that died
        }
        stack.clearFaults("T#" + tenant + "#SEND");
        for (int i = 0; i < 2; i++) {
          later(Duration.ofMinutes(4));
          run(outgoing.worker(carrier));
        }
        assertThat(send(id).state()).as(id).isEqualTo(Send.State.SENT);
        assertThat(carrier.of(id)).as(id).isBetween(1, 2);
        if (carrier.of(id) == 2) {
          assertThat(listed(SendList.TWICE)).as(id).contains(id);
        }
      }
    }
  }

  private void fault(String match, String operation, int after) {
    var fault = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    fault.put("match", match).put("service", "dynamodb").put("operation", operation);
    fault.put("error", "RegionDown").put("after", after);
    stack.control("PUT", "faults", fault).expect(200);
  }

  @Test
  @Tag("long")
  void areCarriedOnceByManyWorkers() throws InterruptedException {
    sends.queueAll(IntStream.range(0, 120).mapToObj(i -> sms("s-" + i)).toList());
    var carrier = new Counting();
    var start = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var worker = outgoing.worker(carrier);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                run(worker);
              }));
    }
    start.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(carrier.carried).hasSize(120);
    assertThat(carrier.carried.values()).allMatch(count -> count.get() == 1);
    assertThat(listed(SendList.TWICE)).isEmpty();
  }

  @Test
  void areQueuedOnceHoweverOften() {
    sends.queue(sms("s-1"));
    later(Duration.ofSeconds(5));
    sends.queue(sms("s-1"));
    var carrier = new Counting();
    run(outgoing.worker(carrier));
    run(outgoing.worker(carrier));
    sends.queue(sms("s-1"));
    run(outgoing.worker(carrier));
    assertThat(carrier.of("s-1")).isOne();
    assertThat(entries()).as("leftovers in the queue").isEmpty();
  }

  @Test
  void areGivenUpAfterEightTriesAndTriedAgainWhenAsked() {
    sends.queue(webhook("s-1", "https://" + tenant + ".example/down"));
    var carrier = new Counting();
    carrier.answer = new Carried.Refused("STATUS_503");
    var tries = new ArrayList<Integer>();
    for (int i = 0; i < 12; i++) {
      run(outgoing.worker(carrier));
      tries.add(carrier.of("s-1"));
      later(Duration.ofHours(i < 6 ? 1 : 24));
    }
    assertThat(carrier.of("s-1")).isEqualTo(8);
    assertThat(tries.subList(0, 3)).as("backs off").containsExactly(1, 2, 3);
    var dead = send("s-1");
    assertThat(dead.state()).isEqualTo(Send.State.DEAD);
    assertThat(dead.code()).contains("STATUS_503");
    assertThat(listed(SendList.DEAD)).containsExactly("s-1");
    assertThat(entries()).isEmpty();
    carrier.answer = new Carried.Taken();
    sends.retry(tenant, new SendId("s-1"));
    run(outgoing.worker(carrier));
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
    assertThat(listed(SendList.DEAD)).isEmpty();
  }

  @Test
  void areGivenUpAtOnceWhereNoTryCanHelp() {
    sends.queue(sms("s-1"));
    var carrier = new Counting();
    carrier.answer = new Carried.Impossible("OptedOut");
    assertThat(run(outgoing.worker(carrier)).dead()).isOne();
    assertThat(listed(SendList.DEAD)).containsExactly("s-1");
  }

  /// SES answers as it does of a letter that it will never take; and yet nothing is lost of a
  /// letter that came while the sender's verification was not over.
  @Test
  void waitForTheSendersVerification() {
    var address = tenant + "@ornek.example";
    sends.queue(order("s-1", new Letter.Email(address, "Konu", "Gövde")));
    try (var ses = stack.ses(Stack.HOME)) {
      var worker = outgoing.worker(new AwsEmail(ses, Optional.of("bildirim@emanet.example")));
      account("\"verified\":[],\"pending\":[\"emanet.example\"]");
      for (int i = 0; i < 10; i++) {
        run(worker);
        later(Duration.ofHours(1));
      }
      assertThat(send("s-1").state()).isEqualTo(Send.State.QUEUED);
      assertThat(send("s-1").code()).contains("UNVERIFIED");
      assertThat(outbox("EMAIL", address)).isEmpty();
      account("\"verified\":[\"emanet.example\"]");
      run(worker);
    }
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
    assertThat(outbox("EMAIL", address)).hasSize(1);
  }

  @Test
  void waitForASender() {
    sends.queue(order("s-1", new Letter.Email(tenant + "@ornek.example", "Konu", "Gövde")));
    try (var ses = stack.ses(Stack.HOME)) {
      for (int i = 0; i < 10; i++) {
        run(outgoing.worker(new AwsEmail(ses, Optional.empty())));
        later(Duration.ofHours(1));
      }
      assertThat(send("s-1").code()).contains("NO_SENDER");
      run(outgoing.worker(new AwsEmail(ses, Optional.of("bildirim@emanet.example"))));
    }
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
  }

  private void account(String fields) {
    stack
        .control("PUT", "accounts", Stack.json("{\"region\":\"eu-central-1\"," + fields + "}"))
        .expect(204);
  }

  @Test
  void areNotRepeatedWithoutEndToAPerson() {
    sends.queue(sms("s-1"));
    var carrier = new Counting();
    carrier.answer = new Carried.Unknown("NO_ANSWER");
    for (int i = 0; i < 8; i++) {
      run(outgoing.worker(carrier));
      later(Duration.ofHours(1));
    }
    assertThat(carrier.of("s-1")).isEqualTo(4);
    assertThat(listed(SendList.DEAD)).containsExactly("s-1");
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
    // somebody looked into it, and asks for it again: it has its doubts anew
    sends.retry(tenant, new SendId("s-1"));
    for (int i = 0; i < 8; i++) {
      run(outgoing.worker(carrier));
      later(Duration.ofHours(1));
    }
    assertThat(carrier.of("s-1")).isEqualTo(8);
    assertThat(listed(SendList.DEAD)).containsExactly("s-1");
    carrier.answer = new Carried.Taken();
    sends.retry(tenant, new SendId("s-1"));
    run(outgoing.worker(carrier));
    assertThat(send("s-1").state()).isEqualTo(Send.State.SENT);
    assertThat(send("s-1").possiblyTwice()).isTrue();
    assertThat(listed(SendList.DEAD)).isEmpty();
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
  }

  @Test
  void spendNoMoreThanADayAllows() {
    outgoing.aDay.put(Channel.SMS, new java.util.concurrent.atomic.AtomicLong(3));
    sends.queueAll(IntStream.range(0, 5).mapToObj(i -> sms("s-" + i)).toList());
    sends.queue(order("mail", new Letter.Email("a@ornek.example", "Konu", "Metin")));
    var carrier = new Counting();
    for (int i = 0; i < 3; i++) {
      run(outgoing.worker(carrier));
      later(Duration.ofMinutes(2));
    }
    assertThat(carrier.carried).as("three SMS and the e-mail").hasSize(4).containsKey("mail");
    later(Duration.ofDays(1));
    run(outgoing.worker(carrier));
    assertThat(carrier.carried).hasSize(6);
    assertThat(carrier.carried.values()).allMatch(count -> count.get() == 1);
  }

  @Test
  void areNotSentOnceTheirCaseIsGone() {
    sends.queue(sms("s-1"));
    outgoing.keyring().destroyCase(tenant, CASE);
    var carrier = new Counting();
    run(outgoing.worker(carrier));
    assertThat(carrier.of("s-1")).isZero();
    assertThat(send("s-1").code()).contains("KEY_GONE");
  }

  @Test
  void dispatchSendsRecordsAndFollowsUp() {
    var carrier = new Counting();
    var worker = outgoing.worker(carrier);
    assertThat(worker.dispatch(sms("s-1")).state()).isEqualTo(Send.State.SENT);
    assertThat(worker.dispatch(sms("s-1")).state()).isEqualTo(Send.State.SENT);
    assertThat(carrier.of("s-1")).isOne();
    carrier.answer = new Carried.Refused("Throttled");
    assertThat(worker.dispatch(sms("s-2")).state()).isEqualTo(Send.State.QUEUED);
    carrier.answer = new Carried.Taken();
    later(Duration.ofMinutes(2));
    run(worker);
    assertThat(send("s-2").state()).isEqualTo(Send.State.SENT);
    assertThat(carrier.of("s-2")).isEqualTo(2);
  }

  private static Optional<Send.State> state(Attempt attempt) {
    return attempt instanceof Attempt.Made(var send) ? Optional.of(send.state()) : Optional.empty();
  }

  @Test
  void anAttemptIsNotBegunWhereTheMinuteIsUsedUp() {
    // a minute that no other test has, in the middle of a day
    now.updateAndGet(at -> at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(30 * 24 + 9)));
    outgoing.aSecond.put(Channel.SMS, new java.util.concurrent.atomic.AtomicLong(1));
    outgoing.aDay.put(Channel.SMS, new java.util.concurrent.atomic.AtomicLong(61));
    var carrier = new Counting();
    var worker = outgoing.worker(carrier);
    var text = SmsText.of("x".repeat(1530)).orElseThrow(); // ten parts
    for (int i = 0; i < 6; i++) {
      var sent = worker.attempt(order("s-" + i, new Letter.Sms("+905000088924", text)));
      assertThat(state(sent)).contains(Send.State.SENT);
    }
    for (int i = 0; i < 3; i++) { // the day is not charged for what the minute refuses
      assertThat(state(worker.attempt(sms("s-6")))).isEmpty();
    }
    assertThat(sends.read(tenant, List.of(new SendId("s-6")))).isEmpty();
    assertThat(state(worker.attempt(sms("s-0")))).contains(Send.State.SENT);
    assertThat(carrier.of("s-0")).isOne();
    later(Duration.ofMinutes(1));
    assertThat(state(worker.attempt(sms("s-6")))).contains(Send.State.SENT);
    // nor is anything kept of what a tenant may not spend today
    var full = worker.attempt(sms("s-7"));
    assertThat(full)
        .isInstanceOfSatisfying(
            Attempt.Waits.class,
            waits ->
                assertThat(waits.until().atZone(Istanbul.ZONE).toLocalTime())
                    .isEqualTo(LocalTime.MIDNIGHT));
    assertThat(sends.read(tenant, List.of(new SendId("s-7")))).isEmpty();
    assertThat(carrier.of("s-7")).isZero();
    later(Duration.ofDays(1));
    assertThat(state(worker.attempt(sms("s-7")))).contains(Send.State.SENT);
    assertThat(carrier.of("s-7")).isOne();
  }

  @Test
  void dispatchComesBackToAClaimThatLapsed() {
    var worker =
        outgoing.worker((_, _, _) -> {
          throw new IllegalStateException("stopped");
        });
    try {
      worker.dispatch(sms("s-1"));
    } catch (IllegalStateException e) {
      // as a process that died
    }
    var carrier = new Counting();
    var other = outgoing.worker(carrier);
    assertThat(other.dispatch(sms("s-1")).state()).isEqualTo(Send.State.CLAIMED);
    assertThat(carrier.of("s-1")).isZero();
    later(Duration.ofMinutes(4));
    assertThat(other.dispatch(sms("s-1")).state()).isEqualTo(Send.State.SENT);
    assertThat(listed(SendList.TWICE)).containsExactly("s-1");
  }

  @Test
  void goNowhereThatIsNotPublic() {
    var urls =
        List.of(
            "https://localhost.localdomain/x",
            "https://ip6-localhost.localdomain/x",
            "https://user@" + tenant + ".example/x",
            "https://" + tenant + ".example:8443/x",
            "http://" + tenant + ".example/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://169.254.169.254/latest/meta-data",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://localhost/x");
    for (int i = 2; i < urls.size(); i++) {
      sends.queue(webhook("s-" + i, urls.get(i)));
    }
    stack
        .control(
            "PUT",
            "pages",
            Stack.json("{\"url\":\"https://" + tenant + ".example/moved\",\"status\":302}"))
        .expect(204);
    sends.queue(webhook("moved", "https://" + tenant + ".example/moved"));
    stack.deliver();
    for (int i = 2; i < urls.size(); i++) {
      assertThat(send("s-" + i).code()).as(urls.get(i)).contains("ADDRESS_FORBIDDEN");
      assertThat(send("s-" + i).state()).as(urls.get(i)).isEqualTo(Send.State.DEAD);
    }
    assertThat(send("moved").code()).contains("STATUS_302");
    assertThat(outbox("WEBHOOK", "https://" + tenant + ".example/moved")).hasSize(1);
  }

  @Test
  void standInNoTableInClear() {
    sends.queue(sms("s-1"));
    sends.queue(order("s-2", new Letter.Email("isil.aslan@ornek.example", "Konu", "Gövde metni")));
    sends.queue(webhook("s-3", "https://gizli-alici.example/hook"));
    try (var dynamo = stack.dynamo()) {
      for (var table : dynamo.listTables().tableNames()) {
        for (var page : dynamo.scanPaginator(request -> request.tableName(table))) {
          for (var item : page.items()) {
            if (item.get("pk").s().startsWith("T#" + tenant + "#SEND")) {
              var text = text(item.values());
              assertThat(text).doesNotContain("905000088924", "Isil", "isil", "metni", "gizli");
            }
          }
        }
      }
    }
  }

  private static String text(java.util.Collection<AttributeValue> values) {
    var text = new StringBuilder();
    for (var value : values) {
      text.append(value.s()).append(value.n()).append(' ');
      if (value.b() != null) {
        text.append(new String(value.b().asByteArray(), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private List<String> entries() {
    var found = new ArrayList<String>();
    try (var dynamo = stack.dynamo()) {
      for (int shard = 0; shard < 4; shard++) {
        var partition = "T#" + tenant + "#SENDQ#" + shard;
        dynamo
            .query(request ->
                request
                    .tableName("emanet-register-1")
                    .keyConditionExpression("pk = :p")
                    .expressionAttributeValues(
                        java.util.Map.of(":p", AttributeValue.fromS(partition))))
            .items()
            .forEach(item -> found.add(item.get("sk").s()));
      }
    }
    return found;
  }
}
