package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/// A jump of the clock reaches the gateways and fires what falls due, in order, before it answers.
class ClockTest {
  private final Edge edge = Edge.start(EdgeOptions.anyPort());
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private HttpServer gateway;

  @BeforeEach
  void listen() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(exchange.getRequestURI().getPath() + " " + body);
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    edge.close();
  }

  private String url() {
    return "http://127.0.0.1:" + gateway.getAddress().getPort();
  }

  private String register(String schedules) {
    return register(edge, schedules);
  }

  private String register(Edge edge, String schedules) {
    var answer =
        TestEdge.control(
            edge,
            "POST",
            "gateways",
            "{\"region\":\"eu-central-1\",\"url\":\"%s\",\"schedules\":[%s]}"
                .formatted(url(), schedules));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String schedule(String name, String expression) {
    return "{\"name\":\"%s\",\"expression\":\"%s\",\"function\":\"F%s\"}"
        .formatted(name, expression, name);
  }

  private String advance(String by) {
    return advance(edge, by);
  }

  private static String advance(Edge edge, String by) {
    var answer = TestEdge.control(edge, "POST", "clock", "{\"advance\":\"" + by + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private List<String> invoked() {
    return heard.stream()
        .filter(line -> line.startsWith("/invoke/"))
        .map(line -> line.substring("/invoke/".length(), line.indexOf(' ')))
        .toList();
  }

  @Test
  void aGatewayIsToldTheOffset() {
    advance("PT1H");
    assertThat(register("")).isEqualTo("{\"offsetMillis\":3600000}");
    advance("PT1H");
    assertThat(heard).containsExactly("/clock {\"offsetMillis\":7200000}");
    assertThat(TestEdge.control(edge, "GET", "clock", "").body()).contains("7200000");
  }

  @Test
  void everyDailySlotFiresAndOfFrequentOnesTheLast() {
    register(
        schedule("Daily", "cron(30 3 * * ? *)")
            + ","
            + schedule("Quarter", "rate(15 minutes)")
            + ","
            + schedule("Hourly", "cron(0 * * * ? *)"));
    advance("P3D");
    assertThat(invoked()).filteredOn("FDaily"::equals).hasSize(3);
    assertThat(invoked()).filteredOn("FQuarter"::equals).hasSize(1);
    assertThat(invoked()).filteredOn("FHourly"::equals).hasSize(1);
    heard.clear();
    advance("PT16M");
    assertThat(invoked()).contains("FQuarter").doesNotHaveDuplicates();
  }

  @Test
  void eachSlotRunsAtItsOwnTime() {
    register(schedule("Daily", "rate(1 day)"));
    var start = Instant.now();
    advance("P2DT1H");
    assertThat(heard).hasSize(5);
    assertThat(offset(heard.get(0)))
        .isBetween(Duration.ofDays(1).minusMinutes(1), Duration.ofDays(1));
    assertThat(heard.get(1)).startsWith("/invoke/FDaily ").contains("\"Scheduled Event\"");
    assertThat(offset(heard.get(2)))
        .isBetween(Duration.ofDays(2).minusMinutes(1), Duration.ofDays(2));
    assertThat(heard.get(4)).isEqualTo("/clock {\"offsetMillis\":176400000}");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  private static Duration offset(String line) {
    return Duration.ofMillis(Long.parseLong(line.replaceAll("\\D", "")));
  }

  @Test
  void schedulesRunByThemselvesUnlessTheEdgeIsQuiet() throws InterruptedException {
    try (var quiet = Edge.start(EdgeOptions.quiet())) {
      register(edge, schedule("Ticking", "rate(1 minute)"));
      register(quiet, schedule("Quiet", "rate(1 minute)"));
      advance(quiet, "PT57S");
      var before = invoked().stream().filter("FQuiet"::equals).count();
      advance(edge, "PT57S");
      for (int i = 0; i < 300 && !invoked().contains("FTicking"); i++) {
        Thread.sleep(50);
      }
      assertThat(invoked()).contains("FTicking");
      assertThat(invoked()).filteredOn("FQuiet"::equals).hasSize((int) before);
      advance(quiet, "PT1M");
      assertThat(invoked()).filteredOn("FQuiet"::equals).hasSize((int) before + 1);
    }
  }

  @Test
  void whatFellDueIsToldInTheAnswer() {
    register(schedule("Daily", "cron(0 0 * * ? *)"));
    assertThat(advance("P1D"))
        .contains("\"schedule\":\"Daily\"")
        .contains("\"region\":\"eu-central-1\"")
        .contains("T00:00:00Z")
        .contains("\"status\":200");
  }

  @Test
  void aGatewayThatIsGoneHoldsNothingUp() {
    register(schedule("Daily", "rate(1 day)"));
    gateway.stop(0);
    advance("P1DT1H");
    assertThat(TestEdge.control(edge, "GET", "gateways", "").body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void functionsAreInvokedByName() {
    assertThat(TestEdge.control(edge, "POST", "invoke/Sweep", "{\"a\":1}").statusCode())
        .isEqualTo(503);
    register("");
    var answer = TestEdge.control(edge, "POST", "invoke/Sweep?region=eu-central-1", "{\"a\":1}");
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(heard).containsExactly("/invoke/Sweep {\"a\":1}");
    assertThat(TestEdge.control(edge, "POST", "invoke/Sweep?region=eu-west-1", "").statusCode())
        .isEqualTo(503);
  }

  @Test
  void deletedKeysGoWithTheClock() {
    try (var kms = TestEdge.client(edge, KmsClient.builder(), "eu-central-1")) {
      var id = kms.createKey().keyMetadata().keyId();
      kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
      advance("P6D");
      kms.describeKey(r -> r.keyId(id));
      advance("P1DT1M");
      assertThatThrownBy(() -> kms.describeKey(r -> r.keyId(id)))
          .isInstanceOf(NotFoundException.class);
    }
  }
}
