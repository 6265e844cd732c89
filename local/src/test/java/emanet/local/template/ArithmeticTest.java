package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What docs/slo.md says of one Region and of two follows from the commitments that it names.
class ArithmeticTest {
  private static final double DAYS = 30 * 86_400.0;
  private static final double SHIFT = 90 / DAYS;
  private static final double PROMISED = 0.9999;
  private static final Pattern PERCENT = Pattern.compile("(\\d+\\.\\d+) %");

  private List<String> page = List.of();

  @BeforeEach
  void read() throws IOException {
    page = Files.readAllLines(Stack.ROOT.resolve("docs/slo.md"));
  }

  private String row(String begins) {
    return page.stream()
        .filter(line -> line.startsWith("| " + begins))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row: " + begins));
  }

  /// @param which of the percentages in the service's row, from 0
  private double committed(String service, int which) {
    var percents = PERCENT.matcher(row(service)).results().map(found -> found.group(1)).toList();
    return Double.parseDouble(percents.get(which)) / 100;
  }

  /// What a Region has of its own.
  private double region() {
    return committed("WAF", 0)
        * committed("API Gateway", 0)
        * committed("Lambda", 0)
        * committed("KMS", 0);
  }

  private double tables() {
    return 1 - committed("DynamoDB", 1);
  }

  private double both(double common, int shifts) {
    double own = 1 - region();
    double apart = (1 - common) * own;
    return 1 - (common * own + apart * apart + tables()) - shifts * SHIFT;
  }

  /// @param available from 0 to 1
  private void says(String begins, double available) {
    var line = row(begins);
    assertThat(line)
        .as("%.5f %%", available * 100)
        .contains(String.format(Locale.ROOT, "%.4f %%", available * 100))
        .contains(String.format(Locale.ROOT, "| %.1f minutes |", (1 - available) * DAYS / 60));
    if (begins.contains("in common,")) {
      assertThat(line.contains(": missed")).as(line).isEqualTo(available < PROMISED);
    }
  }

  @Test
  void holdsOfTheCommitmentsThatAreNamed() {
    double one = region() * committed("DynamoDB", 0);
    says("one Region", one);
    says("the same, an erasure", one * committed("S3", 0));
    double own = 1 - region();
    double two = (1 - own * own) * (1 - tables());
    says("two Regions", two);
    says("and a shift", two - SHIFT);
    says("1 % in common, a shift", both(0.01, 1));
    says("3 % in common, a shift", both(0.03, 1));
    says("4 % in common, a shift", both(0.04, 1));
    says("5 % in common, no shift", both(0.05, 0));
    says("5 % in common, a shift", both(0.05, 1));
    says("10 % in common, no shift", both(0.1, 0));
    assertThat(one).as("one Region").isLessThan(PROMISED);
    assertThat(String.join("\n", page))
        .contains(String.format(Locale.ROOT, "= %.6f for its outages", own));
  }

  @Test
  void saysHowMuchBothMayHaveInCommon() {
    assertThat(String.join(" ", page))
        .contains(
            "**%s %%** may strike both at once with one shift a month, %s %% with two, and %s %% with none"
                .formatted(most(1), most(2), most(0)));
  }

  /// In tenths of a percent, rounded down.
  private String most(int shifts) {
    int tenths = 0;
    while (both((tenths + 1) / 1000.0, shifts) >= PROMISED) {
      tenths++;
    }
    return tenths / 10 + "." + tenths % 10;
  }
}
