package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import emanet.local.AtRest;
import emanet.local.ServingProcess;
import emanet.local.Stack;
import emanet.local.imports.EmployeesFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an import leaves behind, in every table, object and log: none of the file's values in
/// clear, neither as they were written nor as they are kept.
class ImportTracesTest {
  /// Shorter ones would be found in any ciphertext, by chance.
  private static final int TELLING = 5;

  /// Of a value, what is looked for first: of five bytes, two characters at the least.
  private static final int HEAD = 2;

  @TempDir private Path folder;

  private final Stack stack = Stack.shared();
  private final String tenant = Stack.tenantName() + "-traces";

  private void tenantWithActivities() throws IOException {
    var admin = stack.as(stack.token("platform", "admin-1", "admin"));
    admin.put("/v1/tenants/" + tenant, sample("tenant")).expect(201);
    var officer = stack.as(stack.token(tenant, "dpo-1", "dpo"));
    for (var activity : List.of(Sample.ADMINISTRATION, Sample.HEALTH)) {
      officer.put("/v1/activities/" + activity, sample(activity)).expect(201);
    }
  }

  private static String sample(String name) throws IOException {
    return new String(Sample.json(name), StandardCharsets.UTF_8);
  }

  @Test
  void holdNoneOfTheFilesValues() throws Exception {
    tenantWithActivities();
    var made = new EmployeesFile(17, 60, "SICIL-");
    var file = Files.writeString(folder.resolve("people.csv"), made.text());
    var values = values(made.text());
    assertThat(values).hasSizeGreaterThan(400);
    try (var process = ServingProcess.start(stack.edge(), Stack.HOME)) {
      // the first run meets a failure of ours, which is logged, and stops
      stack.fault("T#" + tenant + "#", "dynamodb", "BatchWriteItem", "AccessDeniedException");
      var failed = run(process, file);
      stack.clearFaults("T#" + tenant + "#");
      assertThat(failed.code()).as(failed.out() + failed.err()).isNotZero();
      assertThat(process.log()).contains("\"level\":\"ERROR\"");
      var done = run(process, file);
      assertThat(done.out()).contains(made.faults().size() + " rejected");
      assertThat(done.out()).contains(made.people().size() + " rows added");

      assertHoldsNone(values, process.log(), "the functions' log");
      assertHoldsNone(values, failed.out() + failed.err() + done.out() + done.err(), "the output");
      assertHoldsNone(values, Files.readString(rejects()), "the rejects file");
    }
    assertHoldsNone(latin(values), tables(), "a table");
    assertHoldsNone(latin(values), objects(), "an object");
  }

  private Run run(ServingProcess process, Path file) {
    return Run.bare(
        "import",
        file.toString(),
        "--tenant",
        tenant,
        "--rejects",
        rejects().toString(),
        "--url",
        process.api().toString(),
        "--aws-port",
        Integer.toString(stack.edge().getPort()));
  }

  private Path rejects() {
    return folder.resolve("rejected.csv");
  }

  /// Every cell, of the faulty rows too, as written and as the product writes it.
  private static Set<String> values(String csv) {
    var values = new TreeSet<String>();
    CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(csv)
        .stream()
        .skip(1)
        .forEach(record ->
            record
                .getFields()
                .forEach(cell -> {
                  var compact = cell.replaceAll("\\s", "");
                  values.addAll(List.of(cell, compact, compact.toLowerCase(Locale.ROOT)));
                  if (compact.matches("\\+?[0-9]{10,13}")) {
                    values.add(compact.substring(compact.length() - 10)); // of a phone's every form
                  }
                }));
    values.removeIf(value -> value.getBytes(StandardCharsets.UTF_8).length < TELLING);
    return values;
  }

  private static Set<String> latin(Set<String> values) {
    var all = new TreeSet<String>();
    values.forEach(value -> all.add(latin(value.getBytes(StandardCharsets.UTF_8))));
    return all;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void assertHoldsNone(Set<String> values, String dump, String where) {
    var heads = values.stream().collect(Collectors.groupingBy(value -> value.substring(0, HEAD)));
    var found = new TreeSet<String>();
    for (int at = 0; at <= dump.length() - HEAD; at++) {
      for (var value : heads.getOrDefault(dump.substring(at, at + HEAD), List.of())) {
        if (dump.startsWith(value, at)) {
          found.add(value);
        }
      }
    }
    assertThat(found).as(where).isEmpty();
  }

  /// The tenant's items, and those that name it, their bytes read one to one.
  private String tables() {
    var bytes = new ByteArrayOutputStream();
    var items = new AtomicInteger();
    var rest = new AtRest(stack, Stack.HOME);
    try (var dynamo = stack.dynamo()) {
      for (var table : dynamo.listTables().tableNames()) {
        rest.items(
            table,
            "T#" + tenant + "#",
            (_, item) -> {
              items.incrementAndGet();
              bytes.writeBytes(item);
            });
      }
    }
    assertThat(items).hasValueGreaterThan(500);
    return latin(bytes.toByteArray());
  }

  /// Every version of every object that names the tenant, with its name.
  private String objects() {
    var bytes = new ByteArrayOutputStream();
    try (var s3 = stack.s3(Stack.HOME)) {
      for (var bucket : s3.listBuckets().buckets()) {
        for (var page : s3.listObjectVersionsPaginator(r -> r.bucket(bucket.name()))) {
          for (var version : page.versions()) {
            if (version.key().contains(tenant)) {
              bytes.writeBytes(version.key().getBytes(StandardCharsets.UTF_8));
              bytes.writeBytes(
                  s3.getObjectAsBytes(r ->
                          r.bucket(bucket.name()).key(version.key()).versionId(version.versionId()))
                      .asByteArray());
            }
          }
        }
      }
    }
    return latin(bytes.toByteArray());
  }
}
