package emanet.benchmarks.cold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What one way of starting costs, over its runs.
final class Measured {
  final String name;
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> wall = new ArrayList<>();

  Measured(String name) {
    this.name = name;
  }

  void add(double cpuMillis, double wallMillis) {
    cpu.add(cpuMillis);
    wall.add(wallMillis);
  }

  double cpuMedian() {
    return quantile(cpu, 0.5);
  }

  double wallMedian() {
    return quantile(wall, 0.5);
  }

  double cpuLow() {
    return quantile(cpu, 0.25);
  }

  double cpuHigh() {
    return quantile(cpu, 0.75);
  }

  double wallLow() {
    return quantile(wall, 0.25);
  }

  double wallHigh() {
    return quantile(wall, 0.75);
  }

  private static double quantile(List<Double> values, double share) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  /// An answer that is one: a failure must not be measured as if it were quick work.
  static String checked(String answer) throws IOException {
    if (!answer.contains("\"statusCode\":200")) {
      throw new IOException("the function answered " + answer);
    }
    return answer;
  }
}
