package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.ActivityCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports against an API that fails in the middle of things.
class ImporterTest {
  private static final ActivityCode ACTIVITY = new ActivityCode("staff-administration");
  private static final int ROWS = 730;
  private static final Duration IMPATIENT = Duration.ofMillis(150);

  @TempDir private Path folder;

  @Test
  void aSecondRunAddsNothing() throws IOException {
    var made = new EmployeesFile(3, ROWS);
    try (var api = new ScriptedApi()) {
      var first = run(api, made.text(), false);
      int good = ROWS - made.faults().size();
      assertThat(first.stopped()).isEmpty();
      assertThat(first.counts())
          .isEqualTo(new Importer.Counts(good, 0, made.faults().size(), good * 5L));
      assertThat(api.people).hasSize(good);
      assertThat(api.records).hasSize(good * 5);
      assertThat(rejects()).isEqualTo(lines(made.faults()));
      var second = run(api, made.text(), false);
      assertThat(api.versions).hasValue(good * 5);
      assertThat(second.counts()).isEqualTo(new Importer.Counts(0, good, made.faults().size(), 0));
      assertThat(api.people).hasSize(good);
      assertThat(api.records).hasSize(good * 5);
    }
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    var made = new EmployeesFile(4, ROWS);
    try (var api = new ScriptedApi()) {
      var result = run(api, made.text(), true);
      assertThat(result.counts().added()).isEqualTo(ROWS - made.faults().size());
      assertThat(api.calls).hasValue(0);
      assertThat(rejects()).isEqualTo(lines(made.faults()));
    }
  }

  @Test
  void busyServersAndLostAnswersAreOutlasted() throws IOException {
    var made = new EmployeesFile(5, ROWS);
    var dice = new Random(5);
    Function<Integer, ScriptedApi.Mood> moody =
        _ -> {
          synchronized (dice) {
            return switch (dice.nextInt(6)) {
              case 0 -> ScriptedApi.Mood.BUSY;
              case 1 -> ScriptedApi.Mood.SPENT;
              case 2 -> ScriptedApi.Mood.LOSES_ANSWER;
              default -> ScriptedApi.Mood.SERVES;
            };
          }
        };
    try (var api = new ScriptedApi()) {
      api.script = moody;
      var result = run(api, made.text(), false);
      assertThat(result.stopped()).isEmpty();
      assertThat(result.counts().rejected()).isEqualTo(made.faults().size());
      assertThat(api.people).hasSize(ROWS - made.faults().size());
      assertThat(api.records).hasSize((ROWS - made.faults().size()) * 5);
    }
  }

  /// Stopped after every number of calls in turn: what is there then is completed by another run.
  @Test
  void stoppedAnywhereItIsCompletedByAnotherRun() throws IOException {
    var made = new EmployeesFile(6, 220);
    int good = 220 - made.faults().size();
    int calls = callsOf(made);
    for (int last = 0; last < calls; last++) {
      int stop = last;
      try (var api = new ScriptedApi(IMPATIENT)) {
        api.script = n -> n <= stop ? ScriptedApi.Mood.SERVES : ScriptedApi.Mood.BUSY;
        var stopped = run(api, made.text(), false);
        assertThat(stopped.stopped()).as("stopped after %d calls", stop).isPresent();
        api.script = _ -> ScriptedApi.Mood.SERVES;
        var completed = run(api, made.text(), false);
        assertThat(completed.stopped()).isEmpty();
        assertThat(completed.counts().added() + completed.counts().present()).isEqualTo(good);
        assertThat(api.people).hasSize(good);
        assertThat(api.records).hasSize(good * 5);
      }
    }
  }

  private int callsOf(EmployeesFile made) throws IOException {
    try (var api = new ScriptedApi()) {
      run(api, made.text(), false);
      return api.calls.get();
    }
  }

  @Test
  void aRowThatTheApiRefusesInPartIsTakenBackWhole() throws IOException {
    var made = new EmployeesFile(8, 50);
    var person = made.people().get(10);
    try (var api = new ScriptedApi()) {
      api.refusal =
          (category, fields) ->
              category.equals("contact")
                      && fields
                          .toString()
                          .contains(person.email().substring(0, person.email().indexOf('@')))
                  ? "/fields/email"
                  : "";
      var result = run(api, made.text(), false);
      int good = made.people().size() - 1;
      assertThat(result.counts().added()).isEqualTo(good);
      assertThat(api.records).hasSize(good * 5);
      var number = Integer.parseInt(person.employeeNo().substring(1)) + 1;
      assertThat(rejects()).contains(number + ",email,format").hasSize(made.faults().size() + 2);
      assertThat(run(api, made.text(), false).counts().present()).isEqualTo(good);
      assertThat(api.records).as("nor by another run").hasSize(good * 5);
      api.refusal = (category, _) -> category.equals("health") ? "consent-missing" : "";
      api.people.clear();
      api.records.clear();
      var none = run(api, made.text(), false);
      assertThat(none.counts().added()).isZero();
      assertThat(api.records).isEmpty();
      assertThat(rejects()).contains(number + ",health,consent-missing");
    }
  }

  @Test
  void aSecondRowForOnePersonIsRejected() throws IOException {
    var made = new EmployeesFile(9, 30);
    var again = new EmployeesFile(9, 30).text().substring(EmployeesFile.HEADER.length() + 2);
    try (var api = new ScriptedApi()) {
      var result = run(api, made.text() + again, false);
      assertThat(result.counts().added()).isEqualTo(made.people().size());
      assertThat(result.counts().rejected()).isEqualTo(30 + made.faults().size());
      assertThat(rejects()).contains("32,employeeNo,duplicate");
    }
  }

  /// Of a file with more people than are remembered.
  @Test
  void soIsOneThatFollowsThoughMostAreForgotten() throws IOException {
    var made = new EmployeesFile(9, 60);
    var doubled = Stream.of(made.text().split("\r\n")).map(row -> row + "\r\n").toList();
    var text = new StringBuilder(doubled.getFirst());
    doubled.stream().skip(1).forEach(row -> text.append(row).append(row));
    try (var api = new ScriptedApi()) {
      var result = run(api, text.toString(), false, 1);
      assertThat(result.stopped()).isEmpty();
      assertThat(result.counts().added()).isEqualTo(made.people().size());
      assertThat(result.counts().present()).isZero();
    }
  }

  @Test
  void itStopsWithTheReason() throws IOException {
    try (var api = new ScriptedApi(IMPATIENT)) {
      api.script = n -> n == 1 ? ScriptedApi.Mood.SERVES : ScriptedApi.Mood.BUSY;
      var result = run(api, new EmployeesFile(1, 40).text(), false);
      assertThat(result.stopped().orElseThrow()).contains("not served", "503");
    }
  }

  private Importer.Result run(ScriptedApi api, String text, boolean dry) throws IOException {
    return run(api, text, dry, text.lines().count());
  }

  /// @param rows that are expected
  private Importer.Result run(ScriptedApi api, String text, boolean dry, long rows)
      throws IOException {
    var file =
        new CsvFile(Files.writeString(folder.resolve("p.csv"), text), ',', StandardCharsets.UTF_8);
    var survey = file.survey();
    var plan =
        Plan.of(ImportMap.load("employees"), survey.header(), TestCategories.all(), ACTIVITY);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var order = new Importer.Order(file, ACTIVITY, api.api(), folder.resolve("r.csv"), dry);
    return Importer.run(order, plan, rows, new Progress(silent, false, rows));
  }

  private List<String> rejects() throws IOException {
    return Files.readAllLines(folder.resolve("r.csv"));
  }

  private static List<String> lines(List<Reject> rejects) {
    var lines = new ArrayList<String>();
    lines.add("record,field,code");
    rejects.forEach(r -> lines.add(r.record() + "," + r.field() + "," + r.code()));
    return lines;
  }
}
