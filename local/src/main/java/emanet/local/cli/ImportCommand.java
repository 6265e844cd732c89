package emanet.local.cli;

import emanet.local.client.Http;
import emanet.local.imports.Catalogue;
import emanet.local.imports.CsvFile;
import emanet.local.imports.ImportMap;
import emanet.local.imports.Importer;
import emanet.local.imports.Plan;
import emanet.local.imports.Progress;
import emanet.values.ActivityCode;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports people from a CSV file.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Stores the rows of an RFC 4180 CSV file as people with records.",
      "The whole file is read once before anything is stored, so a broken one changes nothing."
          + " Every field of a row is checked before any of it is sent; a row is stored whole or"
          + " not at all. Rows are known by their external reference: an import that was stopped"
          + " is completed by running it again, and a second run adds nothing.",
      "Numbers and dates are written as the API has them: 12500.5 (a point before the fraction, and"
          + " none between thousands), 1990-04-23."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is stored",
      "1:some rows were rejected, the others are stored",
      "2:wrong use, an unusable file or map; nothing is stored",
      "3:stopped half-way; run it again to complete it"
    })
final class ImportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private BearerOptions bearer = new BearerOptions();

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The CSV file, with a header.")
  private Path file = Path.of("");

  @Option(
      names = "--activity",
      paramLabel = "CODE",
      description =
          "The activity under which records are stored, unless the map names another for their"
              + " category (default: ${DEFAULT-VALUE}).")
  private String activity = Sample.ADMINISTRATION;

  @Option(
      names = "--map",
      paramLabel = "MAP",
      description =
          "Which column goes where: a JSON file, or one that comes along: employees, sample"
              + " (default: ${DEFAULT-VALUE}).")
  private String map = "employees";

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between cells; \\t for a tab (default: a comma).")
  private String delimiter = ",";

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description =
          "Such as windows-1254; a byte order mark overrules it (default: ${DEFAULT-VALUE}).")
  private Charset charset = StandardCharsets.UTF_8;

  @Option(names = "--dry-run", description = "Checks every row and stores nothing.")
  private boolean dryRun;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Takes the rejected rows (default: the file's name with .rejects.csv, here).")
  private Optional<Path> rejects = Optional.empty();

  @Override
  public Integer call() throws IOException {
    var csv = new CsvFile(requireFile(), parseDelimiter(), charset);
    var chosen = requireActivity();
    var importMap = ImportMap.load(map);
    var survey = csv.survey();
    Plan.requireColumns(importMap, survey.header());
    try (var http = new Http(PATIENCE)) {
      var api = place.api(http, bearer.authority());
      var plan = Plan.of(importMap, survey.header(), Catalogue.read(api, importMap), chosen);
      if (!plan.unmapped().isEmpty()) {
        say("left out, as the map does not name them: " + String.join(", ", plan.unmapped()));
      }
      var progress = new Progress(console(), terminal(), survey.records());
      var order = new Importer.Order(csv, chosen, api, rejectsFile(), dryRun);
      return report(Importer.run(order, plan, survey.records(), progress), order.rejects());
    }
  }

  private int report(Importer.Result result, Path rejected) {
    var counts = result.counts();
    result.stopped().ifPresent(why -> say("stopped: " + why));
    say(summary(counts));
    if (counts.rejected() > 0) {
      say("rejected: see " + rejected);
    }
    if (result.stopped().isPresent()) {
      say("what was stored stays; run the same command again to complete it");
      return ExitCode.UNSERVED;
    }
    return counts.rejected() > 0 ? ExitCode.IN_PART : ExitCode.DONE;
  }

  private String summary(Importer.Counts counts) {
    if (dryRun) {
      return String.format(
          Locale.ROOT,
          "%,d rows would be stored, %,d would be rejected; nothing was stored",
          counts.added(),
          counts.rejected());
    }
    return String.format(
        Locale.ROOT,
        "%,d rows added with %,d records, %,d there already, %,d rejected",
        counts.added(),
        counts.records(),
        counts.present(),
        counts.rejected());
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
  }

  private Path requireFile() {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw wrong("no such file, or not a readable one: " + file);
    }
    return file;
  }

  private char parseDelimiter() {
    var text = delimiter.equals("\\t") ? "\t" : delimiter;
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      throw wrong("--delimiter must be one character, and no quote or line end");
    }
    return text.charAt(0);
  }

  private ActivityCode requireActivity() {
    return ActivityCode.parse(activity)
        .orElseThrow(() -> wrong("--activity must be an activity's code"));
  }

  private Path rejectsFile() throws IOException {
    var name = file.getFileName().toString().replaceFirst("\\.csv$", "");
    var path = rejects.orElse(Path.of(name + ".rejects.csv"));
    if (Files.exists(path) && Files.isSameFile(path, file)) {
      throw wrong("--rejects is the file that is imported");
    }
    return path;
  }

  private static PrintStream console() {
    return System.err;
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
