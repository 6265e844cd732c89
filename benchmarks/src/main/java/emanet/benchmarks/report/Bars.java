package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A bar chart as SVG: needs no fonts or screen where it is made.
public final class Bars {
  private static final int ROW = 26;
  private static final int TOP = 48;
  private static final int LABEL = 380;
  private static final int LENGTH = 420;
  private static final int WIDTH = LABEL + LENGTH + 120;
  private static final String OWN = "#1b6e53";
  private static final String OTHER = "#9aa5b1";

  private final String title;
  private final boolean logarithmic;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String label, double value, boolean own) {}

  /// A chart.
  ///
  /// @param title says the unit, too
  /// @param logarithmic where values are far apart; the title then says so
  public Bars(String title, boolean logarithmic) {
    this.title = logarithmic ? title + ", logarithmic" : title;
    this.logarithmic = logarithmic;
  }

  public Bars bar(String label, double value, boolean own) {
    bars.add(new Bar(label, value, own));
    return this;
  }

  /// Writes `<name>.svg`.
  public void write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".svg"), svg());
  }

  private String svg() {
    int height = TOP + bars.size() * ROW + 16;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="12" y="26" font-size="15" font-weight="bold">%s</text>
        """
            .formatted(WIDTH, height, WIDTH, height, escaped(title)));
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    double least = bars.stream().mapToDouble(Bar::value).filter(v -> v > 0).min().orElse(1);
    int y = TOP;
    for (var bar : bars) {
      double share = share(bar.value(), least, most);
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
              <text x="%.1f" y="%d">%s</text>
              """,
              LABEL - 8,
              y + 15,
              escaped(bar.label()),
              LABEL,
              y + 2,
              share * LENGTH,
              ROW - 8,
              bar.own() ? OWN : OTHER,
              LABEL + share * LENGTH + 6,
              y + 15,
              figure(bar.value())));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private double share(double value, double least, double most) {
    if (value <= 0) {
      return 0;
    }
    if (!logarithmic) {
      return value / most;
    }
    double from = Math.log10(least) - 0.3;
    return (Math.log10(value) - from) / (Math.log10(most) - from);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
