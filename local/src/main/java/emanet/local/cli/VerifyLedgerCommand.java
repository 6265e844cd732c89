package emanet.local.cli;

import emanet.ledger.tlog.NoteKey;
import emanet.local.client.Http;
import emanet.local.verify.LogVerifier;
import emanet.local.verify.Report;
import emanet.values.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks a whole log.
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every entry, tile and checkpoint of a log, and names what is wrong and where.",
      "A folder is what `aws s3 sync s3://emanet-ledger-<account>-<region>/<tenant> DIR` brings;"
          + " a URL is that of the API, read by a dpo or an auditor.",
      "Example: emanet verify ledger ./log --key emanet.example/ledger/acme+1a2b3c4d+AX..."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it was signed",
      "1:something is not, and is named",
      "2:wrong use",
      "3:the API did not answer"
    })
final class VerifyLedgerCommand implements Callable<Integer> {
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private LogOptions log = new LogOptions();

  @Parameters(index = "0", paramLabel = "DIR|URL", description = "Where the log is.")
  private String source = "";

  @Option(
      names = "--witness",
      paramLabel = "KEY",
      description =
          "The key of a witness that must have cosigned a checkpoint of the log; may be given"
              + " again.")
  private List<String> witnesses = new ArrayList<>();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "How many of the witnesses are enough (default: all of them).")
  private Optional<Integer> quorum = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint that came otherwise, such as by letter; may be given again.")
  private List<Path> checkpoints = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    var keys = new ArrayList<NoteKey>();
    for (var witness : witnesses) {
      keys.add(log.key(witness));
    }
    var others = new LinkedHashMap<String, Bytes>();
    for (var file : checkpoints) {
      others.put(file.toString(), Bytes.owning(Files.readAllBytes(file)));
    }
    var progress = new Lines(command.commandLine().getErr());
    try (var http = new Http(Duration.ofSeconds(30))) {
      var verifier =
          new LogVerifier(
              log.files(source, http), log.key(), keys, quorum.orElse(keys.size()), progress::at);
      return show(verifier.verify(others));
    }
  }

  private int show(Report report) {
    var out = command.commandLine().getOut();
    report.findings().forEach(finding -> out.println("✗ " + finding));
    report
        .checkpoint()
        .ifPresent(checkpoint ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "%s: %,d entries%s, %d checkpoints, %d late, root %s",
                    checkpoint.origin(),
                    report.entries(),
                    report.from().map(from -> " from " + from).orElse("")
                        + report.to().map(to -> " to " + to).orElse(""),
                    report.checkpoints(),
                    report.late(),
                    checkpoint.root().toBase64())));
    report
        .cosigned()
        .forEach(one ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "cosigned by %s: %,d entries, at %s",
                    one.witness(),
                    one.size(),
                    one.at())));
    out.println(report.clean() ? "✓ verified" : "✗ NOT verified: " + report.findings().size());
    return report.clean() ? ExitCode.DONE : ExitCode.IN_PART;
  }

  /// Shows now and then how far it is.
  private static final class Lines {
    private final PrintWriter err;
    private long shown = System.nanoTime();

    Lines(PrintWriter err) {
      this.err = err;
    }

    void at(long entries) {
      long now = System.nanoTime();
      if (now - shown > LINE_EVERY.toNanos()) {
        shown = now;
        err.println(String.format(Locale.ROOT, "%,d entries", entries));
      }
    }
  }
}
