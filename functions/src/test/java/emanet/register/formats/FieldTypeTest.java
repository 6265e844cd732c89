package emanet.register.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.fault.FieldCode;
import emanet.register.formats.Checked.Fit;
import emanet.register.formats.Checked.Unfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTypeTest {
  private static final Set<FieldType> OF_TEXT =
      EnumSet.complementOf(EnumSet.of(FieldType.NUMBER, FieldType.BOOLEAN));

  static List<Vectors.Vector> valid() {
    return Vectors.read("valid.txt");
  }

  static List<Vectors.Vector> invalid() {
    return Vectors.read("invalid.txt");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void hasOneFormHoweverItIsWritten(Vectors.Vector vector) {
    var type = FieldType.parse(vector.get(0)).orElseThrow();
    var value = fit(type.check(TextNode.valueOf(vector.get(1))));
    assertThat(value.textValue()).isEqualTo(vector.get(2));
    assertThat(type.mask(value).textValue()).isEqualTo(vector.get(3));
    assertThat(type.fold(value)).isEqualTo(vector.get(4));
    assertThat(fit(type.checkCell(vector.get(1)))).isEqualTo(value);
    assertThat(fit(type.check(value))).as("the one form is its own").isEqualTo(value);
  }

  /// Marks are put in order in a time that grows with their square: half a million in minutes.
  @Test
  @Timeout(20)
  void crowdsOfMarksAreNoText() {
    var most = "a" + "\u0316\u0300".repeat(15);
    assertThat(FieldType.TEXT.checkCell(most)).isInstanceOf(Fit.class);
    assertThat(FieldType.TEXT.checkCell(most + "\u0316")).isEqualTo(new Unfit(FieldCode.FORMAT));
    assertThat(FieldType.TEXT.checkCell(most.repeat(100))).isInstanceOf(Fit.class);
    var crowd = "a" + "\u0300".repeat(250_000) + "\u0316".repeat(250_000);
    for (var type : OF_TEXT) {
      assertThat(type.checkCell(crowd)).as(type.label()).isEqualTo(new Unfit(FieldCode.FORMAT));
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void saysWhatIsWrong(Vectors.Vector vector) {
    var type = FieldType.parse(vector.get(0)).orElseThrow();
    assertThat(type.checkCell(vector.get(1))).isEqualTo(new Unfit(code(vector.get(2))));
    if (OF_TEXT.contains(type)) {
      assertThat(type.check(TextNode.valueOf(vector.get(1))))
          .isEqualTo(new Unfit(code(vector.get(2))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsNamedBySourceAndLabel(FieldType type) {
    assertThat(type.source()).isNotBlank();
    assertThat(FieldType.parse(type.label())).contains(type);
    assertThat(FieldType.parse(type.name())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsMissingAndNotOfAnotherType(FieldType type) {
    assertThat(type.check(NullNode.instance)).isEqualTo(new Unfit(FieldCode.MISSING));
    assertThat(type.checkCell(" ")).isEqualTo(new Unfit(FieldCode.MISSING));
    assertThat(type.check(JsonNodeFactory.instance.objectNode()))
        .isEqualTo(new Unfit(FieldCode.TYPE));
    assertThat(type.check(JsonNodeFactory.instance.arrayNode()))
        .isEqualTo(new Unfit(FieldCode.TYPE));
  }

  @Test
  void aNumberIsNoTextAndTextIsNoNumber() {
    OF_TEXT.forEach(
        type -> assertThat(type.check(IntNode.valueOf(5))).isEqualTo(new Unfit(FieldCode.TYPE)));
    assertThat(FieldType.NUMBER.check(TextNode.valueOf("5"))).isEqualTo(new Unfit(FieldCode.TYPE));
    assertThat(FieldType.BOOLEAN.check(TextNode.valueOf("true")))
        .isEqualTo(new Unfit(FieldCode.TYPE));
    assertThat(FieldType.BOOLEAN.check(IntNode.valueOf(1))).isEqualTo(new Unfit(FieldCode.TYPE));
  }

  @Test
  void aMersisNumberWithAnotherOwnersDigitsOnlyWarns() {
    var odd = (Fit) FieldType.MERSIS.check(TextNode.valueOf("0123456788000001"));
    assertThat(odd.warning()).contains(FieldCode.CHECKSUM);
    var company = (Fit) FieldType.MERSIS.check(TextNode.valueOf("0123456789000001"));
    assertThat(company.warning()).isEmpty();
    var person = (Fit) FieldType.MERSIS.check(TextNode.valueOf("1000000014600001"));
    assertThat(person.warning()).isEmpty();
    var nobody = (Fit) FieldType.MERSIS.check(TextNode.valueOf("1000000014700001"));
    assertThat(nobody.warning()).contains(FieldCode.CHECKSUM);
  }

  @Test
  void numbersHaveOneFormAndLimits() {
    assertThat(number(DecimalNode.valueOf(new BigDecimal("77721.80")))).isEqualTo("77721.8");
    assertThat(number(IntNode.valueOf(-100))).isEqualTo("-100");
    assertThat(number(DecimalNode.valueOf(new BigDecimal("1e3")))).isEqualTo("1000");
    assertThat(number(DecimalNode.valueOf(new BigDecimal("0.000")))).isEqualTo("0");
    assertThat(number(BigIntegerNode.valueOf(BigInteger.TEN.pow(29))))
        .isEqualTo("1" + "0".repeat(29));
    assertThat(FieldType.NUMBER.check(BigIntegerNode.valueOf(BigInteger.TEN.pow(30))))
        .isEqualTo(new Unfit(FieldCode.RANGE));
    assertThat(FieldType.NUMBER.check(DoubleNode.valueOf(Double.NaN)))
        .isEqualTo(new Unfit(FieldCode.RANGE));
    assertThat(fit(FieldType.NUMBER.checkCell("77721.80")).decimalValue())
        .isEqualTo(new BigDecimal("77721.8"));
    var value = fit(FieldType.NUMBER.checkCell("77721.80"));
    assertThat(FieldType.NUMBER.mask(value).textValue()).isEqualTo("***");
    assertThat(FieldType.NUMBER.fold(value)).isEqualTo("77721.8");
  }

  @Test
  void truthIsTrueOrFalse() {
    assertThat(fit(FieldType.BOOLEAN.check(BooleanNode.FALSE))).isEqualTo(BooleanNode.FALSE);
    assertThat(fit(FieldType.BOOLEAN.checkCell("true"))).isEqualTo(BooleanNode.TRUE);
    assertThat(fit(FieldType.BOOLEAN.checkCell(" false "))).isEqualTo(BooleanNode.FALSE);
    assertThat(FieldType.BOOLEAN.mask(BooleanNode.TRUE).textValue()).isEqualTo("***");
    assertThat(FieldType.BOOLEAN.fold(BooleanNode.TRUE)).isEqualTo("true");
  }

  @Test
  void textsHaveALimit() {
    var longest = "\ud83d\ude00".repeat(4096);
    assertThat(fit(FieldType.TEXT.checkCell(longest)).textValue()).isEqualTo(longest);
    assertThat(FieldType.TEXT.checkCell(longest + "a")).isEqualTo(new Unfit(FieldCode.LENGTH));
    assertThat(FieldType.TEXT.checkCell("\ud83d")).isEqualTo(new Unfit(FieldCode.FORMAT));
  }

  @Test
  void whatHasTooFewValuesIsNotIndexed() {
    assertThat(EnumSet.allOf(FieldType.class).stream().filter(type -> !type.indexable()))
        .containsExactly(FieldType.DATE, FieldType.PLATE, FieldType.BOOLEAN);
  }

  @Test
  void aCheckPrintsNoValue() {
    assertThat(FieldType.TCKN.checkCell("10000000146").toString()).doesNotContain("146");
  }

  private static String number(JsonNode value) {
    return fit(FieldType.NUMBER.check(value)).toString();
  }

  private static JsonNode fit(Checked checked) {
    assertThat(checked).isInstanceOf(Fit.class);
    return ((Fit) checked).value();
  }

  private static FieldCode code(String slug) {
    return EnumSet.allOf(FieldCode.class).stream()
        .filter(code -> code.slug().equals(slug))
        .findFirst()
        .orElseThrow();
  }
}
