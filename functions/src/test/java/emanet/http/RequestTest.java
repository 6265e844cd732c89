package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @Test
  void limitIsBounded() {
    assertThat(get().build().limit()).isEqualTo(50);
    assertThat(get().query("limit", "1").build().limit()).isEqualTo(1);
    assertThat(get().query("limit", "200").build().limit()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "", "01", "1.0", "1e2", "٣", "9999999999", " 5"})
  void otherLimitsAreMalformed(String limit) {
    assertThat(Faults.of(() -> get().query("limit", limit).build().limit()))
        .isEqualTo(new Fault.Malformed(Malformation.PARAMETER, "limit"));
  }

  @Test
  void repeatedParametersAndHeadersAreMalformed() {
    assertThat(Faults.of(() -> get().query("a", "1", "1").build().query("a")))
        .isEqualTo(new Fault.Malformed(Malformation.PARAMETER, "a"));
    assertThat(Faults.of(() -> get().header("if-match", "\"1\"", "\"1\"").build().ifMatch()))
        .isEqualTo(new Fault.Malformed(Malformation.HEADER, "If-Match"));
  }

  @Test
  void whatNobodyReadsIsRefused() {
    var request = get().query("view", "masked").query("veiw", "masked").build();
    assertThat(request.query("view")).contains("masked");
    assertThat(Faults.of(request::requireAllRead))
        .isEqualTo(new Fault.Malformed(Malformation.PARAMETER, ""));
    var body = get().body(bytes("{}")).build();
    assertThat(Faults.of(body::requireAllRead))
        .isEqualTo(new Fault.Malformed(Malformation.SHAPE, ""));
    body.json();
    body.requireAllRead();
  }

  @Test
  void aBodyMayBeLeftOutWhereItIsOptional() {
    assertThat(get().build().optionalJson()).isEmpty();
    assertThat(get().body(bytes("{}")).build().optionalJson()).isPresent();
    assertThat(Faults.of(() -> get().build().json()))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
  }

  @Test
  void etags() {
    assertThat(get().build().ifMatch()).isEmpty();
    assertThat(get().header("If-Match", "\"17\"").build().ifMatch()).hasValue(17);
    for (var tag : List.of("17", "\"x\"", "W/\"17\"", "*", "", "\"1\",\"2\"", "\"-1\"")) {
      assertThat(Faults.of(() -> get().header("If-Match", tag).build().ifMatch()))
          .isEqualTo(new Fault.Malformed(Malformation.HEADER, "If-Match"));
    }
    assertThat(get().header("If-None-Match", "*").build().createOnly()).isTrue();
    assertThat(get().build().createOnly()).isFalse();
    assertThat(Faults.of(() -> get().header("If-None-Match", "\"1\"").build().createOnly()))
        .isEqualTo(new Fault.Malformed(Malformation.HEADER, "If-None-Match"));
  }

  @Test
  void activity() {
    assertThat(get().header("EMANET-ACTIVITY", " payroll ").build().activity())
        .isEqualTo(new ActivityCode("payroll"));
    Function<String, Fault> refused =
        value -> Faults.of(() -> get().header("Emanet-Activity", value).build().activity());
    for (var value : List.of("", "Payroll", "pay roll", "a,b")) {
      assertThat(refused.apply(value))
          .isEqualTo(new Fault.Malformed(Malformation.ACTIVITY, "Emanet-Activity"));
    }
    assertThat(Faults.of(() -> get().build().activity()))
        .isEqualTo(new Fault.Malformed(Malformation.ACTIVITY, "Emanet-Activity"));
  }

  @Test
  void idempotencyKey() {
    assertThat(get().header("Idempotency-Key", "a-1").build().idempotencyKey()).contains("a-1");
    for (var key : List.of("", "a b", "ğ", "x".repeat(256))) {
      assertThat(Faults.of(() -> get().header("Idempotency-Key", key).build().idempotencyKey()))
          .isEqualTo(new Fault.Malformed(Malformation.HEADER, "Idempotency-Key"));
    }
  }

  @Test
  void partsOfThePathHaveAShape() {
    var request = get().path("id", "10000000146").build();
    assertThat(Faults.of(() -> request.path("id", SubjectId::parse)))
        .isEqualTo(new Fault.Malformed(Malformation.PARAMETER, "id"));
  }

  @Test
  void isSilentAboutWhatItCarries() {
    var request = get().path("id", "secret").query("q", "secret").body(bytes("secret")).build();
    assertThat(request.toString()).doesNotContain("secret");
  }

  private static Request.Builder get() {
    return Request.to(Method.GET, "/v1/subjects/{id}");
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
