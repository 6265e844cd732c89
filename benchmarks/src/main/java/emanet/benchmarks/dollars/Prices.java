package emanet.benchmarks.dollars;

import java.io.IOException;
import java.util.Properties;

/// List prices, as a file has them: they change, and differ by Region.
final class Prices {
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;
  private static final double TEN_THOUSAND = 1e4;

  private final Properties values;

  private Prices(Properties values) {
    this.values = values;
  }

  static Prices read() throws IOException {
    var values = new Properties();
    try (var in = Prices.class.getResourceAsStream("/emanet/benchmarks/prices.properties")) {
      if (in == null) {
        throw new IOException("prices.properties is not on the class path");
      }
      values.load(in);
    }
    return new Prices(values);
  }

  /// Of one call to the API, but for what it uses of AWS behind.
  ///
  /// @param millis that a function runs
  double call(double gigabytes, double millis) {
    return price("apiMillion") / MILLION
        + price("lambdaMillion") / MILLION
        + gigabytes * millis / THOUSAND * price("lambdaGigabyteSecond");
  }

  /// @param regions that have a copy of the tables: each is billed its writes
  double of(Usage usage, int regions) {
    return usage.reads() * price("readMillion") / MILLION
        + (usage.writes() * regions + usage.lone()) * price("writeMillion") / MILLION
        + usage.kms() * price("kmsTenThousand") / TEN_THOUSAND
        + usage.s3Puts() * price("s3PutThousand") / THOUSAND
        + usage.s3Gets() * price("s3GetThousand") / THOUSAND;
  }

  double tableMonth(double gigabytes, int regions) {
    return gigabytes * regions * price("tableGigabyteMonth");
  }

  double recoveryMonth(double gigabytes, int regions) {
    return gigabytes * regions * price("recoveryGigabyteMonth");
  }

  double export(double gigabytes) {
    return gigabytes * price("exportGigabyte");
  }

  double objectsMonth(double gigabytes, int regions) {
    return gigabytes * regions * price("s3GigabyteMonth");
  }

  private double price(String name) {
    return Double.parseDouble(values.getProperty(name));
  }
}
