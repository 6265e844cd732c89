package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Rows of figures: printed aligned, and kept unrounded as CSV.
public final class Table {
  private final String name;
  private final List<String> head;
  private final List<List<Object>> rows = new ArrayList<>();

  public Table(String name, String... head) {
    this.name = name;
    this.head = List.of(head);
  }

  /// Adds a row: texts, and figures of any kind.
  public Table row(Object... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException("a row of " + name + " has " + head.size() + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  public String name() {
    return name;
  }

  /// Writes `<name>.csv`, its first line a comment that says where it was measured.
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    var text = new StringBuilder("# ").append(Machine.described()).append('\n');
    text.append(String.join(",", head)).append('\n');
    for (var row : rows) {
      text.append(row.stream().map(Table::csv).collect(Collectors.joining(","))).append('\n');
    }
    Files.writeString(directory.resolve(name + ".csv"), text);
  }

  private static String csv(Object cell) {
    var text = cell.toString();
    return text.contains(",") ? '"' + text + '"' : text;
  }

  /// As text for people, rounded.
  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(head);
    rows.forEach(row -> lines.add(row.stream().map(Table::rounded).toList()));
    var text = new StringBuilder();
    for (var line : lines) {
      for (int column = 0; column < head.size(); column++) {
        int at = column;
        int width = lines.stream().mapToInt(l -> l.get(at).length()).max().orElse(1);
        var cell = line.get(column);
        text.append(column == 0 ? cell : " ".repeat(width - cell.length()) + cell);
        if (column < head.size() - 1) {
          text.append(column == 0 ? " ".repeat(width - cell.length() + 2) : "  ");
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String rounded(Object cell) {
    return switch (cell) {
      case Double figure when Math.abs(figure) >= 100 -> "%,.0f".formatted(figure);
      case Double figure -> String.format(Locale.ROOT, "%.2f", figure);
      case Number figure -> String.format(Locale.ROOT, "%,d", figure.longValue());
      default -> cell.toString();
    };
  }
}
