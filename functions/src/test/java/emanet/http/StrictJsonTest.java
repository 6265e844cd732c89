package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.Malformation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1} {}",
        "{\"a\":1} x",
        "{\"a\":1}]",
        "1 2",
        "// c\n{}",
        "/* c */ {}",
        "# c\n{}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":01}",
        "{\"a\":0x10}",
        "{\"a\":1e}",
        "{\"a\":1e129}",
        "{\"a\":1e-129}",
        "{\"a\":1e999999999}",
        "{\"a\":1e-99999999999999999999}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":undefined}",
        "{\"a\":\"tab\there\"}",
        "{\"a\":\"line\nhere\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\ud800x\"}",
        "{\"a\":\"\\ud800\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"\\ud800\":1}",
        "\uFEFF{}",
        "{\"a\":\"open",
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(Faults.of(() -> StrictJson.parse(text.getBytes(UTF_8))))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b2261223a22ff227d", // no UTF-8 at all
        "7b2261223a22c0af227d", // overlong
        "7b2261223a22eda080227d", // a surrogate, encoded
        "7b2261223a22eda080edb080227d", // a pair of them (CESU-8)
        "7b2261223a22f4908080227d", // beyond U+10FFFF
        "7b2261223a22e282227d", // cut short
        "fffe7b007d00", // UTF-16 with its mark
        "efbbbf7b7d", // a byte order mark
      })
  void refusesWhatIsNotUtf8(String hex) {
    assertThat(Faults.of(() -> StrictJson.parse(HexFormat.of().parseHex(hex))))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
  }

  @Test
  void doesNotGuessOtherEncodings() {
    assertThat(Faults.of(() -> StrictJson.parse("{\"a\":1}".getBytes(UTF_16LE))))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"b\":2,\"a\":1}",
        "{\"a\":{\"b\":1,\"b\":2}}",
        "[{\"a\":1,\"\\u0061\":2}]",
      })
  void refusesAPropertyNamedTwice(String text) {
    assertThat(Faults.of(() -> StrictJson.parse(text.getBytes(UTF_8))))
        .isEqualTo(new Fault.Malformed(Malformation.DUPLICATE_KEY, ""));
  }

  @Test
  void takes32LevelsAndNotOneMore() {
    assertThat(StrictJson.parse(nested(32)).isArray()).isTrue();
    assertThat(Faults.of(() -> StrictJson.parse(nested(33))))
        .isEqualTo(new Fault.Malformed(Malformation.DEPTH, ""));
    assertThat(Faults.of(() -> StrictJson.parse(nested(100_000))))
        .isEqualTo(new Fault.Malformed(Malformation.DEPTH, ""));
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }

  @Test
  void boundsNumbers() {
    assertThat(parse("1".repeat(64))).hasToString("1".repeat(64));
    assertThat(Faults.of(() -> parse("1".repeat(65))))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
    assertThat(Faults.of(() -> parse("0." + "1".repeat(63))))
        .isEqualTo(new Fault.Malformed(Malformation.JSON, ""));
  }

  @Test
  void keepsNumbersExactly() {
    assertThat(parse("0.10").decimalValue()).isEqualTo(new BigDecimal("0.10"));
    assertThat(parse("12345678901234567890.12").decimalValue())
        .isEqualTo(new BigDecimal("12345678901234567890.12"));
    assertThat(parse("9223372036854775808").bigIntegerValue())
        .isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(parse("7").isInt()).isTrue();
    assertThat(parse("1e128").decimalValue()).isEqualTo(new BigDecimal("1e128"));
  }

  @Test
  void keepsTextsExactly() {
    assertThat(parse("\"İğneada \\ud83d\\ude00 \\u0000\"").textValue())
        .isEqualTo("İğneada \ud83d\ude00 \u0000");
    assertThat(parse("\"\ud83d\ude00\"").textValue()).isEqualTo("\ud83d\ude00");
  }

  private static com.fasterxml.jackson.databind.JsonNode parse(String text) {
    return StrictJson.parse(text.getBytes(UTF_8));
  }
}
