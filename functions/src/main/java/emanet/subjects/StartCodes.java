package emanet.subjects;

import emanet.keys.Macs;
import emanet.values.Recent;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The date on which a time of retention began, as it stands in the keys of the index of starts.
///
/// A date that says something of a person: `<year>-<month>.<16 hex digits>`, which sort by month.
/// The digits are a keyed hash of the date. So a month is found by its range, and a day by whoever
/// has the tenant's key. Such codes are in the look-ups only, of which there is no backup, and go
/// with the person: no record and no card has one.
///
/// The date on which a record was written, which stands beside it anyway: the date.
final class StartCodes {
  /// Of a start that nobody knows. It sorts after all others.
  static final String UNKNOWN = "~";

  private static final String PURPOSE = "retention-start";
  private static final int HASH_BYTES = 8;
  private static final int MONTH_LENGTH = 7;
  private static final int DATE_LENGTH = 10;
  private static final int MONTHS_KEPT = 600;
  private static final int DAYS_KEPT = 4_000;

  private final Macs macs;
  private final Map<Month, Map<String, LocalDate>> months = Recent.atMost(MONTHS_KEPT);

  private final Map<Day, String> codes = Recent.atMost(DAYS_KEPT);

  private record Month(TenantId tenant, YearMonth month) {}

  private record Day(TenantId tenant, LocalDate date) {}

  StartCodes(Macs macs) {
    this.macs = macs;
  }

  /// Remembered, since all that is created on one day has the same: a batch would hash it a hundred
  /// times.
  String code(TenantId tenant, LocalDate date) {
    return remembered(codes, new Day(tenant, date), () -> hashed(tenant, date));
  }

  /// Made outside the lock: that may wait for the tenant's key.
  private static <K, V> V remembered(Map<K, V> all, K key, Supplier<V> make) {
    synchronized (all) {
      var known = all.get(key);
      if (known != null) {
        return known;
      }
    }
    var made = make.get();
    synchronized (all) {
      all.put(key, made);
    }
    return made;
  }

  private String hashed(TenantId tenant, LocalDate date) {
    var hash = macs.mac(tenant, PURPOSE, date.toString().getBytes(StandardCharsets.US_ASCII));
    return YearMonth.from(date)
        + "."
        + HexFormat.of().formatHex(Arrays.copyOf(hash.toArray(), HASH_BYTES));
  }

  /// Of the date on which a record was written.
  static String plain(LocalDate date) {
    return date.toString();
  }

  /// Empty for an unknown start, and for what is none of the tenant's codes.
  Optional<LocalDate> date(TenantId tenant, String code) {
    if (code.equals(UNKNOWN)) {
      return Optional.empty();
    }
    return code.length() == DATE_LENGTH
        ? Optional.of(LocalDate.parse(code))
        : Optional.ofNullable(days(tenant, month(code)).get(code));
  }

  private static YearMonth month(String code) {
    return YearMonth.parse(code.substring(0, MONTH_LENGTH));
  }

  private Map<String, LocalDate> days(TenantId tenant, YearMonth month) {
    return remembered(months, new Month(tenant, month), () -> hashedDays(tenant, month));
  }

  private Map<String, LocalDate> hashedDays(TenantId tenant, YearMonth month) {
    var days = new HashMap<String, LocalDate>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      var date = month.atDay(day);
      days.put(hashed(tenant, date), date);
    }
    return days;
  }
}
