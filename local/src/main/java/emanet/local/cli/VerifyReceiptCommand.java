package emanet.local.cli;

import emanet.local.client.Http;
import emanet.local.verify.ReceiptCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks whether a log keeps what a receipt promised.
@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that an entry which an answer promised (`Emanet-Ledger`) is in the log, unaltered.",
      "Example: emanet verify receipt 06gsce....e3b0c4... ./log --key log.key"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is in the log, as promised",
      "1:it was omitted or altered, or is not in the log yet",
      "2:wrong use",
      "3:the API did not answer"
    })
final class VerifyReceiptCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private LogOptions log = new LogOptions();

  @Parameters(index = "0", paramLabel = "RECEIPT", description = "<entry id>.<leaf hash>")
  private String receipt = "";

  @Parameters(index = "1", paramLabel = "DIR|URL", description = "Where the log is.")
  private String source = "";

  @Override
  public Integer call() throws IOException {
    try (var http = new Http(Duration.ofSeconds(30))) {
      var result = new ReceiptCheck(log.files(source, http), log.key()).check(receipt);
      var out = command.commandLine().getOut();
      result.findings().forEach(finding -> out.println("✗ " + finding));
      boolean kept = result.verdict() == ReceiptCheck.Verdict.INCLUDED;
      out.println((kept ? "✓ " : "✗ ") + result.verdict() + ": " + result.text());
      return kept ? ExitCode.DONE : ExitCode.IN_PART;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "RECEIPT: " + e.getMessage(), e);
    }
  }
}
