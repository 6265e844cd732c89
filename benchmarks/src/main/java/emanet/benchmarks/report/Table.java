package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Rows of figures: printed aligned, kept unrounded as CSV, and shown as Markdown.
public final class Table {
  private static final String COMMENT = "# ";
  private static final String METHOD = COMMENT + "method: ";

  private final String name;
  private final List<String> head;
  private final List<List<Object>> rows = new ArrayList<>();
  private String method = "";

  public Table(String name, String... head) {
    this.name = name;
    this.head = List.of(head);
  }

  /// Says in a line how the figures came to be, and what their spread is.
  public Table method(String line) {
    method = line;
    return this;
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

  /// The same, of some of its rows.
  public Table only(Predicate<List<Object>> which) {
    var some = new Table(name, head.toArray(String[]::new)).method(method);
    rows.stream().filter(which).forEach(some.rows::add);
    return some;
  }

  public List<List<Object>> rows() {
    return List.copyOf(rows);
  }

  /// Writes `<name>.csv`, its first lines comments that say where and how it was measured.
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    var text = new StringBuilder(COMMENT).append(Machine.described()).append('\n');
    if (!method.isEmpty()) {
      text.append(METHOD).append(method).append('\n');
    }
    text.append(head.stream().map(Table::csv).collect(Collectors.joining(","))).append('\n');
    for (var row : rows) {
      text.append(row.stream().map(Table::csv).collect(Collectors.joining(","))).append('\n');
    }
    Files.writeString(directory.resolve(name + ".csv"), text);
  }

  /// A table that was written: figures are figures again.
  public static Table read(Path directory, String name) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(directory.resolve(name + ".csv")));
    var method = "";
    while (lines.getFirst().startsWith(COMMENT)) {
      var line = lines.removeFirst();
      if (line.startsWith(METHOD)) {
        method = line.substring(METHOD.length());
      }
    }
    var table = new Table(name, cells(lines.removeFirst()).toArray(String[]::new)).method(method);
    for (var line : lines) {
      table.row(cells(line).stream().map(Table::figure).toArray());
    }
    return table;
  }

  private static String csv(Object cell) {
    var text = cell.toString();
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private static Object figure(String text) {
    if (text.matches("-?\\d+")) {
      return Long.valueOf(text);
    }
    return text.matches("-?\\d+\\.\\d+(E-?\\d+)?") ? (Object) Double.valueOf(text) : text;
  }

  /// As Markdown, rounded; below it how it came to be.
  public String markdown() {
    var text = new StringBuilder();
    line(text, head);
    text.append('|');
    for (int column = 0; column < head.size(); column++) {
      int at = column;
      boolean figures =
          !rows.isEmpty() && rows.stream().allMatch(row -> row.get(at) instanceof Number);
      text.append(figures ? "---:|" : "---|");
    }
    text.append('\n');
    for (var row : rows) {
      line(text, row.stream().map(Table::rounded).toList());
    }
    if (!method.isEmpty()) {
      text.append('\n').append(method).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(cells.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ")))
        .append(" |\n");
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
      case Double figure when Math.abs(figure) >= 100 ->
          String.format(Locale.ROOT, "%,.0f", figure);
      case Double figure when figure != 0 && Math.abs(figure) < 0.1 ->
          String.format(Locale.ROOT, "%.4f", figure);
      case Double figure -> String.format(Locale.ROOT, "%.2f", figure);
      case Number figure -> String.format(Locale.ROOT, "%,d", figure.longValue());
      default -> cell.toString();
    };
  }
}
