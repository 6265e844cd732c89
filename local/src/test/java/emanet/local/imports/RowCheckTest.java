package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.ActivityCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCheckTest {
  @TempDir private Path folder;

  @Test
  void exactlyTheFaultyRowsAreRejected() throws IOException {
    var made = new EmployeesFile(7, 2000);
    var file = new CsvFile(write(made.text()), ',', StandardCharsets.UTF_8);
    var check = new RowCheck(plan(file));
    var rejects = new ArrayList<Reject>();
    var rows = new ArrayList<Row>();
    file.forEach((number, record) -> {
      if (number > 1) {
        check.check(number, record.getFields(), rejects).ifPresent(rows::add);
      }
    });
    assertThat(rejects).isEqualTo(made.faults());
    assertThat(rows).hasSize(2000 - made.faults().size());
    assertThat(rows).allMatch(row -> row.drafts().size() == 5);
    assertThat(rows.getFirst().drafts().stream().map(d -> d.slot().activity().value()))
        .containsOnlyOnce("staff-health")
        .contains("staff-administration");
  }

  @Test
  void valuesAreSentInTheirOneForm() throws IOException {
    var row =
        row(
            "E1,İpek,Öz,100 000 001 46,1990-01-02,IPEK@Ornek.Example,0500 000 00 01,,,,,,,1500.50,");
    var sent =
        row.drafts().stream()
            .collect(
                Collectors.toMap(d -> d.slot().category().value(), d -> d.fields().toString()));
    assertThat(sent.get("identity")).contains("\"10000000146\"", "İpek");
    assertThat(sent.get("contact")).contains("\"+905000000001\"").doesNotContain("address");
    assertThat(sent.get("personnel")).contains("\"salary\":1500.5");
    assertThat(sent).doesNotContainKeys("finance", "health");
  }

  @Test
  void everyFaultOfARowIsTold() throws IOException {
    var rejects = rejects(" ,,Öz,12345678901,1990-02-30,x,0500 000 00 01,,,,,,,1.500,");
    assertThat(rejects)
        .containsExactlyInAnyOrder(
            new Reject(2, "employeeNo", "missing"),
            new Reject(2, "firstName", "missing"),
            new Reject(2, "nationalId", "checksum"),
            new Reject(2, "birthDate", "impossible"),
            new Reject(2, "email", "format"));
  }

  private Row row(String line) throws IOException {
    var rejects = new ArrayList<Reject>();
    var row = check(line, rejects);
    assertThat(rejects).isEmpty();
    return row.getFirst();
  }

  private List<Reject> rejects(String line) throws IOException {
    var rejects = new ArrayList<Reject>();
    assertThat(check(line, rejects)).isEmpty();
    return rejects;
  }

  private List<Row> check(String line, List<Reject> rejects) throws IOException {
    var file = new CsvFile(write(EmployeesFile.HEADER + "\n"), ',', StandardCharsets.UTF_8);
    var cells = Arrays.asList(line.split(",", -1));
    return new RowCheck(plan(file)).check(2, cells, rejects).stream().toList();
  }

  private static Plan plan(CsvFile file) throws IOException {
    return Plan.of(
        ImportMap.load("employees"),
        file.survey().header(),
        TestCategories.all(),
        new ActivityCode("staff-administration"));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("people.csv"), text);
  }
}
