package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.FaultException;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Row;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of an export, read as DynamoDB writes them.
class RowsTest {
  private static Rows of(String... lines) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      for (var line : lines) {
        zip.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Rows(Table.RECORDS, new ByteArrayInputStream(packed.toByteArray()));
  }

  private static String row(String tenant, String sort) {
    return "{'Item':{'sk':{'S':'%s'},'pk':{'S':'T#%s#S#x'}}}".formatted(sort, tenant);
  }

  @Test
  void everyTypeThatIsWrittenIsRead() throws IOException {
    var line =
        "{'Item':{'t':{'S':'Işıl'},'n':{'N':'-7'},'b':{'B':'AQI='},'f':{'BOOL':true},"
            + "'pk':{'S':'T#a#S#x'},'s':{'SS':['y','x']},'l':{'L':[{'N':'1'},{'M':{}}]},"
            + "'m':{'M':{'in':{'M':{'deep':{'S':'z'}}},'l':{'L':[]}}},'sk':{'S':'R#c#1'}}}";
    var item =
        Item.at(new Key(Table.RECORDS, "T#a#S#x", "R#c#1"))
            .with("t", "Işıl")
            .with("n", -7)
            .with("b", Bytes.ofBase64("AQI="))
            .with("f", true)
            .with("s", Set.of("x", "y"))
            .with("l", Value.of(List.of(Value.of(1), Value.of(Map.of()))))
            .with(
                "m",
                Map.of("in", Value.of(Map.of("deep", Value.of("z"))), "l", Value.of(List.of())));
    try (var rows = of(line)) {
      var page = rows.page(Rows.Form.ROWS, "", _ -> true, 10);
      assertThat(Row.items(page.rows())).containsExactly(item);
      assertThat(page.more()).isFalse();
    }
    try (var rows = of(line)) {
      assertThat(rows.page(Rows.Form.ITEMS, "", _ -> true, 10).rows()).containsExactly(item);
    }
  }

  @Test
  void rowsOfOthersAreCountedAndLeft() throws IOException {
    try (var rows = of(row("a", "1"), row("b", "T#a#"), row("a", "2"), row("a", "3"))) {
      rows.skip(1);
      var page = rows.page(Rows.Form.ROWS, "T#a#", key -> !key.sort().equals("2"), 1);
      assertThat(page.rows()).extracting(row -> row.key().sort()).containsExactly("3");
      assertThat(page.lines()).isEqualTo(3);
      assertThat(page.more()).isTrue();
      assertThat(rows.page(Rows.Form.ROWS, "T#a#", _ -> true, 1).more()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'Other':{}}",
        "{'Item':{'pk':{'S':'T#a#'}}}",
        "{'Item':{'pk':{'N':'1'},'sk':{'S':'x'}}}",
        "{'Item':{'pk':{'S':'T#a#'},'sk':{'S':'x'},'n':{'NULL':true}}}",
        "{'Item':{'pk':{'S':'T#a#'},'sk':{'S':'x'},'n':{'N':'x'}}}",
        "{'Item':{'pk':{'S':'T#a#'},'sk':{'S':'x'},'s':{'SS':'x'}}}",
        "{'Item':{'pk':{'S':'T#a#'},'sk':{'S':'x'},'m':{'M':['x']}}}",
        "{'Item':{'pk':{'S':'T#a#'},'sk':{'S':'x'},'t':{'S':'x','N':'1'}}}"
      })
  void whatIsNoRowIsNotTakenForOne(String line) throws IOException {
    try (var rows = of(line)) {
      assertThatThrownBy(() -> Row.items(rows.page(Rows.Form.ROWS, "", _ -> true, 10).rows()))
          .isInstanceOfAny(IOException.class, FaultException.class);
    }
    try (var rows = of(line)) {
      assertThatThrownBy(() -> rows.page(Rows.Form.ITEMS, "", _ -> true, 10))
          .isInstanceOf(IOException.class);
    }
  }
}
