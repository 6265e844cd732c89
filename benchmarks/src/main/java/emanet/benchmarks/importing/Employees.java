package emanet.benchmarks.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A file of invented employees for the product's `employees` map: five categories a row, all of it
/// valid, the same for the same seed.
final class Employees {
  /// Categories a row fills.
  static final int RECORDS = 5;

  private static final List<String> FIRST =
      List.of("Tuğrul", "Işıl", "Çağrı", "Gülşah", "İbrahim", "Oğuz", "Şükrü", "Ünal", "Emine");
  private static final List<String> LAST =
      List.of("Polat", "Aslan", "Öztürk", "Çetin", "Işık", "Yıldız", "Taş", "Ağaoğlu", "Kara");
  private static final List<String> BLOOD = List.of("A Rh+", "0 Rh-", "AB Rh+");

  private final Random random;

  private Employees(long seed) {
    random = new Random(seed);
  }

  static void write(Path file, long seed, int rows) throws IOException {
    var employees = new Employees(seed);
    try (var out = Files.newBufferedWriter(file)) {
      out.write(
          "employeeNo,firstName,lastName,nationalId,birthDate,email,phone,address,iban,bank,title,"
              + "department,startDate,salary,bloodType\r\n");
      for (int row = 1; row <= rows; row++) {
        employees.row(out, row);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void row(Writer out, int row) throws IOException {
    var cells =
        List.of(
            String.format(Locale.ROOT, "E%06d", row),
            pick(FIRST),
            pick(LAST),
            tckn(),
            date(1960, 40),
            "kisi" + row + "@ornek.example",
            String.format(Locale.ROOT, "+90500%07d", random.nextInt(10_000_000)),
            "\"Atatürk Bulv. No: " + row + ", İzmir\"",
            iban(),
            "Deneme Katılım",
            "Yazılım Uzmanı",
            "Satış",
            date(2005, 20),
            (20_000 + random.nextInt(150_000)) + ".50",
            pick(BLOOD));
    out.write(String.join(",", cells));
    out.write("\r\n");
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String date(int year, int years) {
    return String.format(
        Locale.ROOT,
        "%d-%02d-%02d",
        year + random.nextInt(years),
        1 + random.nextInt(12),
        1 + random.nextInt(28));
  }

  /// Nine digits, of which the first is not zero, and their two check digits.
  private String tckn() {
    var digits = new int[9];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = i == 0 ? 1 + random.nextInt(9) : random.nextInt(10);
    }
    int odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8];
    int even = digits[1] + digits[3] + digits[5] + digits[7];
    int tenth = Math.floorMod(odd * 7 - even, 10);
    var text = new StringBuilder();
    for (int digit : digits) {
      text.append(digit);
    }
    return text.append(tenth).append((odd + even + tenth) % 10).toString();
  }

  /// A Turkish IBAN of a bank that there is not (ISO 13616).
  private String iban() {
    var account = new StringBuilder("999990");
    for (int i = 0; i < 16; i++) {
      account.append(random.nextInt(10));
    }
    // T is 29, R is 27, and the check digits are 00 while they are worked out
    var number = new BigInteger(account + "292700");
    int check = 98 - number.mod(BigInteger.valueOf(97)).intValue();
    return String.format(Locale.ROOT, "TR%02d%s", check, account);
  }
}
