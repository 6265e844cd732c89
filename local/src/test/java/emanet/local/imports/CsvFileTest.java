package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final Charset TURKISH = Charset.forName("windows-1254");
  private static final String TEXT =
      "ad;şehir\r\nIşıl;\"İzmir;\r\n\"\"Konak\"\"\"\r\n\r\nÇağrı;Muğla";

  @TempDir private Path folder;

  @Test
  void spreadsheetsFiles() throws IOException {
    var rows =
        List.of(
            List.of("ad", "şehir"),
            List.of("Işıl", "İzmir;\r\n\"Konak\""),
            List.of("Çağrı", "Muğla"));
    assertThat(rows(write(TEXT.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
        .isEqualTo(rows);
    assertThat(rows(write(TEXT.getBytes(TURKISH)), TURKISH)).isEqualTo(rows);
    assertThat(rows(write(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8)), TURKISH))
        .isEqualTo(rows);
    assertThat(rows(write(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE)), TURKISH))
        .isEqualTo(rows);
    assertThat(rows(write(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16BE)), TURKISH))
        .isEqualTo(rows);
    assertThat(rows(write(TEXT.replace("\r\n", "\n").getBytes(TURKISH)), TURKISH)).hasSize(3);
  }

  @Test
  void surveyCountsRecordsWithoutTheHeader() throws IOException {
    var survey = file(write(TEXT.getBytes(TURKISH)), TURKISH).survey();
    assertThat(survey.header()).containsExactly("ad", "şehir");
    assertThat(survey.records()).isEqualTo(2);
  }

  @Test
  void emptyFiles() {
    broken("", "empty");
    broken("\r\n\n", "empty");
    broken("\uFEFF", "empty");
  }

  @Test
  void badQuoting() {
    broken("a;b\n1;2\n\"3;4\n5;6\n", "record 3", "closing quote is missing");
    broken("a;b\n1;2\n\"3\"x;4\n", "record 3", "behind the closing quote");
    broken("a;b\n3\"x;4\n", "record 2", "not quoted");
    broken("a;b\n1;2\n \"3\";4\n", "record 3", "not quoted");
  }

  @Test
  void wrongCharset() throws IOException {
    var turkish = write("ad\nAyse\nIşıl\n".getBytes(TURKISH));
    assertThatThrownBy(() -> file(turkish, StandardCharsets.UTF_8).survey())
        .isInstanceOf(BrokenCsv.class)
        .hasMessageContaining("record 3")
        .hasMessageContaining("not UTF-8")
        .hasMessageContaining("--charset");
    var utf8 = write("ad\nIşıl\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> file(utf8, TURKISH).survey())
        .isInstanceOf(BrokenCsv.class)
        .hasMessageContaining("is UTF-8, not windows-1254");
    var utf16 = write("ad\nAli\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> file(utf16, StandardCharsets.UTF_8).survey())
        .isInstanceOf(BrokenCsv.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void cellsWithoutEnd() {
    broken("a;b\n1;" + "x".repeat(600_000) + "\n", "record 2", "a cell longer than 524288");
    broken("a;".repeat(1001) + "\n", "record 1", "more than 1000 cells");
  }

  /// A message that quoted the file would print somebody's data.
  @Test
  void messagesHoldNothingOfTheFile() {
    for (var text : List.of("a;b\n\"Ayşe\"Z;1\n", "a;b\nAy\"şe;1\n", "a;b\n\"Ayşe;1\n")) {
      assertThatThrownBy(() ->
              file(write(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8).survey())
          .isInstanceOf(BrokenCsv.class)
          .message()
          .doesNotContain("Ay", "Z", "şe");
    }
  }

  private void broken(String text, String... says) {
    assertThatThrownBy(() ->
            file(write(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8).survey())
        .isInstanceOf(BrokenCsv.class)
        .hasMessageContainingAll(says);
  }

  private static List<List<String>> rows(Path path, Charset charset) throws IOException {
    var rows = new ArrayList<List<String>>();
    file(path, charset)
        .forEach((number, record) -> {
          assertThat(number).isEqualTo(rows.size() + 1);
          rows.add(record.getFields());
        });
    return rows;
  }

  private static CsvFile file(Path path, Charset charset) {
    return new CsvFile(path, ';', charset);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "people", ".csv"), bytes);
  }
}
