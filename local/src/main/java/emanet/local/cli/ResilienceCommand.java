package emanet.local.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.local.machine.MachineOptions;
import emanet.local.machine.NotStarted;
import emanet.local.resilience.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tries two Regions under load while things go wrong, and checks what clients saw.
@Command(
    name = "resilience",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a machine of two Regions of its own, lets clients read, write, search and erase while"
          + " Regions are cut off, processes killed, KMS, S3 and the database fail, and checks all"
          + " that the clients saw against what is promised.",
      "It ends by itself after the time given, and leaves nothing behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all promises were kept", "1:one was not", "3:the machine did not start"})
final class ResilienceCommand implements Callable<Integer> {
  private static final int LONGEST = 3600;
  private static final int MOST_CLIENTS = 64;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long clients call, at most 3600 (default: ${DEFAULT-VALUE}).")
  private int seconds = 600;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what goes wrong, and what clients call; by default any, which is printed.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "How many call at once, 3 to 64 (default: ${DEFAULT-VALUE}).")
  private int clients = 12;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The API's port; the other Region has the next one (default: ${DEFAULT-VALUE}).")
  private int port = 8090;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "The port of the AWS edge (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4576;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write everything in numbers, as JSON.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = command.commandLine().getOut();
    var err = command.commandLine().getErr();
    var order = order();
    out.println("seed " + order.seed());
    try {
      var result = Trial.run(order);
      result.lines().forEach(out::println);
      if (report.isPresent()) {
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValue(report.get().toFile(), result.json());
      }
      return result.violations().isEmpty() ? ExitCode.DONE : ExitCode.IN_PART;
    } catch (NotStarted e) {
      err.println("emanet resilience: " + e.getMessage());
      return ExitCode.UNSERVED;
    }
  }

  private Trial.Order order() {
    require(seconds >= 1 && seconds <= LONGEST, "--seconds is a number between 1 and " + LONGEST);
    require(
        clients >= 3 && clients <= MOST_CLIENTS,
        "--clients is a number between 3 and " + MOST_CLIENTS);
    var err = command.commandLine().getErr();
    long begun = System.nanoTime();
    try {
      return new Trial.Order(
          new MachineOptions(
              Path.of(System.getProperty("emanet.home", "")),
              port,
              awsPort,
              List.of("eu-central-1", "eu-west-1")),
          seed.orElseGet(() -> new Random().nextLong(1_000_000)),
          clients,
          Duration.ofSeconds(seconds),
          line ->
              err.println(Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s  " + line));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
