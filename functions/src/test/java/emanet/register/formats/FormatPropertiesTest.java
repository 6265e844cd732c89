package emanet.register.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.FieldCode;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What must hold for all values, tried on many of them, made from a fixed seed.
class FormatPropertiesTest {
  private static final int ROUNDS = 5_000;
  private static final String SEPARATORS = " \u00a0-.";

  @Test
  void everyTcknByTheRuleFitsHoweverItIsWritten() {
    forMany(random -> {
      var number = tckn(random);
      var value = fit(FieldType.TCKN, number);
      assertThat(value).isEqualTo(number);
      assertThat(fit(FieldType.TCKN, spaced(number, random))).isEqualTo(number);
    });
  }

  @Test
  void oneWrongDigitOfATcknIsNoticed() {
    forMany(random -> {
      var number = tckn(random);
      var wrong = withOneOtherDigit(number, random);
      assertThat(FieldType.TCKN.checkCell(wrong)).isInstanceOf(Checked.Unfit.class);
    });
  }

  @Test
  void ofTheNumbersWithAnyTenDigitsOneInTenFits() {
    // the last two digits follow from the first nine: of 100 endings exactly one fits
    forMany(
        200,
        random -> {
          var start = tckn(random).substring(0, 9);
          long fitting = 0;
          for (int end = 0; end < 100; end++) {
            var number = start + "%02d".formatted(end);
            if (FieldType.TCKN.checkCell(number) instanceof Checked.Fit) {
              fitting++;
            }
          }
          assertThat(fitting).isEqualTo(1);
        });
  }

  @Test
  void everyVknByTheRuleFitsAndItsLastDigitIsItsOwn() {
    forMany(random -> {
      var start = digits(random, 9);
      long fitting = 0;
      for (int last = 0; last < 10; last++) {
        if (FieldType.VKN.checkCell(start + last) instanceof Checked.Fit) {
          fitting++;
        }
      }
      assertThat(fitting).isEqualTo(1);
    });
  }

  @Test
  void everyIbanByTheRuleFitsAndOneWrongDigitIsNoticed() {
    forMany(random -> {
      var iban = iban(random);
      assertThat(fit(FieldType.IBAN, iban)).isEqualTo(iban);
      assertThat(
              fit(
                  FieldType.IBAN,
                  spaced(iban, random).replace(".", " ").toLowerCase(java.util.Locale.ROOT)))
          .isEqualTo(iban);
      var wrong = "TR" + withOneOtherDigit(iban.substring(2), random);
      assertThat(FieldType.IBAN.checkCell(wrong)).isEqualTo(new Checked.Unfit(FieldCode.CHECKSUM));
    });
  }

  @Test
  void aTurkishPhoneNumberHasOneForm() {
    forMany(random -> {
      var national = "5" + digits(random, 9);
      var one = "+90" + national;
      for (var prefix : new String[] {"", "0", "90", "+90", "0090", "+90 0"}) {
        assertThat(fit(FieldType.PHONE, spaced(prefix + national, random))).isEqualTo(one);
      }
    });
  }

  @Test
  void aMaskShowsTwoDigitsOfANumberAtMost() {
    forMany(random -> {
      var number = tckn(random);
      var mask = mask(FieldType.TCKN, number);
      assertThat(mask).hasSameSizeAs(number).endsWith(number.substring(9));
      assertThat(mask.substring(0, 9)).matches("\\*{9}");
    });
  }

  @Test
  void foldingIsTurkishAndSettles() {
    forMany(random -> {
      var text = text(random);
      var folded = Turkish.fold(text);
      assertThat(Turkish.fold(folded)).isEqualTo(folded);
      assertThat(Turkish.fold(text.toUpperCase(java.util.Locale.of("tr")))).isEqualTo(folded);
      assertThat(Turkish.fold(text.toLowerCase(java.util.Locale.of("tr")))).isEqualTo(folded);
      assertThat(Turkish.fold("  " + text.replace(" ", " \u00a0 "))).isEqualTo(folded);
    });
  }

  @Test
  void anyTextIsJudgedWithoutFailing() {
    forMany(random -> {
      var text = anything(random);
      for (var type : FieldType.values()) {
        if (type.checkCell(text) instanceof Checked.Fit(var value, var _)) {
          assertThat(type.check(value)).isEqualTo(type.check(value));
          assertThat(type.mask(value).textValue()).isNotEmpty();
          assertThat(type.fold(value)).isNotNull();
        }
      }
    });
  }

  private static void forMany(Consumer<SplittableRandom> property) {
    forMany(ROUNDS, property);
  }

  private static void forMany(int rounds, Consumer<SplittableRandom> property) {
    for (int seed = 0; seed < rounds; seed++) {
      property.accept(new SplittableRandom(seed));
    }
  }

  private static String fit(FieldType type, String written) {
    var checked = type.checkCell(written);
    assertThat(checked).as(type + " fits").isInstanceOf(Checked.Fit.class);
    JsonNode value = ((Checked.Fit) checked).value();
    return value.textValue();
  }

  private static String mask(FieldType type, String written) {
    return type.mask(((Checked.Fit) type.checkCell(written)).value()).textValue();
  }

  /// By the rule as the law's own office words it, apart from the code under test.
  private static String tckn(SplittableRandom random) {
    while (true) {
      var first = (1 + random.nextInt(9)) + digits(random, 8);
      int odd = 0;
      int even = 0;
      for (int i = 0; i < 9; i++) {
        if (i % 2 == 0) {
          odd += first.charAt(i) - '0';
        } else {
          even += first.charAt(i) - '0';
        }
      }
      int tenth = Math.floorMod(7 * odd - even, 10);
      int eleventh = (odd + even + tenth) % 10;
      if (first.chars().distinct().count() > 1) {
        return first + tenth + eleventh;
      }
    }
  }

  private static String iban(SplittableRandom random) {
    var account = digits(random, 5) + "0" + digits(random, 16);
    int rest = new BigInteger(account + "292700").mod(BigInteger.valueOf(97)).intValue();
    return "TR%02d%s".formatted(98 - rest, account);
  }

  private static String digits(SplittableRandom random, int count) {
    var digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private static String withOneOtherDigit(String number, SplittableRandom random) {
    int at = random.nextInt(number.length());
    int digit = (number.charAt(at) - '0' + 1 + random.nextInt(9)) % 10;
    return number.substring(0, at) + digit + number.substring(at + 1);
  }

  private static String spaced(String number, SplittableRandom random) {
    var spaced = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      spaced.append(number.charAt(i));
      if (random.nextInt(4) == 0 && Character.isDigit(number.charAt(i))) {
        spaced.append(SEPARATORS.charAt(random.nextInt(SEPARATORS.length())));
      }
    }
    return spaced.toString();
  }

  private static String text(SplittableRandom random) {
    var letters = "abcçdefgğhıijklmnoöpqrsştuüvwxyzABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZ -'";
    var text = new StringBuilder("x");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.append('x').toString();
  }

  private static String anything(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int c = random.nextInt(10) < 7 ? random.nextInt(128) : random.nextInt(0x110000);
      text.appendCodePoint(c);
    }
    return text.toString();
  }
}
