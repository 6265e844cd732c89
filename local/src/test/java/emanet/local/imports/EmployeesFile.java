package emanet.local.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A file of invented employees as customers send them, made from a seed: Turkish letters, four
/// ways of writing a phone number, capitals in e-mail addresses, line breaks inside quotes, and
/// about one faulty row in twenty.
public final class EmployeesFile {
  public static final String HEADER =
      "employeeNo,firstName,lastName,nationalId,birthDate,email,phone,address,iban,bank,title,"
          + "department,startDate,salary,bloodType";

  private static final List<String> FIRST =
      List.of("Tuğrul", "Işıl", "Çağrı", "Gülşah", "İbrahim", "Oğuz", "Şükrü", "Ünal", "Emine");
  private static final List<String> LAST =
      List.of("Polat", "Aslan", "Öztürk", "Çetin", "Işık", "Yıldız", "Taş", "Ağaoğlu", "Kara");
  private static final List<String> TITLES =
      List.of("Yazılım Uzmanı", "Müşteri Danışmanı", "Güvenlik Görevlisi");
  private static final List<String> DEPARTMENTS = List.of("Satış", "İdari İşler", "Finans");
  private static final List<String> BLOOD = List.of("A Rh+", "0 Rh-", "AB Rh+");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<Reject> faults = new ArrayList<>();
  private final String prefix;
  private final List<Person> people = new ArrayList<>();

  /// What tests look for again.
  public record Person(String employeeNo, String nationalId, String email) {}

  /// What can be wrong with a row.
  private enum Fault {
    COLUMNS("columns", "count"),
    CHECKSUM("nationalId", "checksum"),
    LENGTH("nationalId", "length"),
    LAST_NAME("lastName", "missing"),
    BIRTH_DATE("birthDate", "format"),
    EMAIL("email", "format"),
    PHONE("phone", "format"),
    IBAN("iban", "checksum"),
    START_DATE("startDate", "impossible"),
    SALARY("salary", "format");

    private final String field;
    private final String code;

    Fault(String field, String code) {
      this.field = field;
      this.code = code;
    }
  }

  public EmployeesFile(long seed, int rows) {
    this(seed, rows, "E");
  }

  /// @param prefix of the employee numbers
  public EmployeesFile(long seed, int rows, String prefix) {
    this.random = new Random(seed);
    this.prefix = prefix;
    text.append(HEADER).append("\r\n");
    for (int i = 1; i <= rows; i++) {
      row(i);
    }
  }

  public String text() {
    return text.toString();
  }

  /// The faulty rows, in the order of the file.
  public List<Reject> faults() {
    return List.copyOf(faults);
  }

  /// The people in rows without fault.
  public List<Person> people() {
    return List.copyOf(people);
  }

  private void row(int number) {
    var cells = cells(number);
    // the first rows hold every fault once, so that no seed misses one
    var all = Fault.values();
    if (number % 3 == 0 && number / 3 <= all.length) {
      spoil(cells, all[number / 3 - 1], number + 1);
    } else if (random.nextInt(20) == 0) {
      spoil(cells, all[random.nextInt(all.length)], number + 1);
    } else {
      people.add(new Person(cells.get(0), cells.get(3), cells.get(5)));
    }
    text.append(String.join(",", cells)).append("\r\n");
  }

  private List<String> cells(int number) {
    var first = pick(FIRST);
    var last = pick(LAST);
    var cells = new ArrayList<String>();
    cells.add(String.format(Locale.ROOT, "%s%05d", prefix, number));
    cells.add(first);
    cells.add(last);
    cells.add(tckn(digits(9)));
    cells.add(date(1960, 40));
    cells.add(email(first, last, number));
    cells.add(phone());
    cells.add(address(number));
    cells.add(iban());
    cells.add("Deneme Katılım");
    cells.add(pick(TITLES));
    cells.add(pick(DEPARTMENTS));
    cells.add(date(2005, 20));
    cells.add((20_000 + random.nextInt(150_000)) + "." + (10 + random.nextInt(90)));
    cells.add(pick(BLOOD));
    return cells;
  }

  private void spoil(List<String> cells, Fault fault, int record) {
    switch (fault) {
      case COLUMNS -> cells.subList(13, 15).clear();
      case CHECKSUM -> cells.set(3, wrongLastDigit(cells.get(3)));
      case LENGTH -> cells.set(3, cells.get(3).substring(1));
      case LAST_NAME -> cells.set(2, random.nextBoolean() ? "" : "  ");
      case BIRTH_DATE -> cells.set(4, "05.08.1959");
      case EMAIL -> cells.set(5, cells.get(5).replace("@", " at "));
      case PHONE -> cells.set(6, "12345");
      case IBAN -> cells.set(8, wrongLastDigit(cells.get(8)));
      case START_DATE -> cells.set(12, "2023-02-30");
      case SALARY -> cells.set(13, "\"" + cells.get(13).replace('.', ',') + " TL\"");
    }
    faults.add(new Reject(record, fault.field, fault.code));
  }

  private String email(String first, String last, int number) {
    var ascii = ascii(first) + "." + ascii(last) + number + "@ornek.example";
    return random.nextInt(4) == 0 ? ascii.toUpperCase(Locale.ROOT) : ascii;
  }

  private static String ascii(String name) {
    var from = "çğıöşüÇĞİÖŞÜ";
    var to = "cgiosuCGIOSU";
    var text = new StringBuilder();
    name.chars()
        .forEach(c -> text.append(from.indexOf(c) < 0 ? (char) c : to.charAt(from.indexOf(c))));
    return text.toString();
  }

  private String phone() {
    var rest = digits(5);
    return switch (random.nextInt(4)) {
      case 0 -> "+90500 00" + rest;
      case 1 -> "050000" + rest;
      case 2 -> "9050000" + rest;
      default -> "0500 00" + rest.charAt(0) + " " + rest.substring(1, 3) + " " + rest.substring(3);
    };
  }

  private String address(int number) {
    var street = "Atatürk Bulv. No: " + number + ", İzmir";
    return random.nextInt(10) == 0
        ? "\"" + street + "\n\"\"Arka bahçe\"\"\""
        : "\"" + street + "\"";
  }

  /// An IBAN of a bank code that is nobody's.
  private String iban() {
    var account = "99999" + "0" + digits(16);
    var checked =
        new java.math.BigInteger(account + "292700").mod(java.math.BigInteger.valueOf(97));
    return String.format(Locale.ROOT, "TR%02d%s", 98 - checked.intValue(), account);
  }

  private static String tckn(String nine) {
    int odd = 0;
    int even = 0;
    for (int i = 0; i < 9; i++) {
      int digit = nine.charAt(i) - '0';
      odd += i % 2 == 0 ? digit : 0;
      even += i % 2 == 1 ? digit : 0;
    }
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return nine + tenth + (odd + even + tenth) % 10;
  }

  private static String wrongLastDigit(String number) {
    int last = number.charAt(number.length() - 1) - '0';
    return number.substring(0, number.length() - 1) + (last + 1) % 10;
  }

  private String date(int from, int years) {
    return String.format(
        Locale.ROOT,
        "%d-%02d-%02d",
        from + random.nextInt(years),
        1 + random.nextInt(12),
        1 + random.nextInt(28));
  }

  /// Digits of which the first is none zero.
  private String digits(int count) {
    var digits = new StringBuilder().append(1 + random.nextInt(9));
    while (digits.length() < count) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
