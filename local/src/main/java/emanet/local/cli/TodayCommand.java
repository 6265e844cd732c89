package emanet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.client.Answer;
import emanet.local.client.Authority;
import emanet.local.client.Http;
import emanet.values.Istanbul;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows what is due.
@Command(
    name = "today",
    mixinStandardHelpOptions = true,
    description =
        "Lists what a tenant's data-protection officer has to see to, by deadline, with the call"
            + " that comes next. Times are Istanbul's.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is overdue", "1:something is overdue", "3:not answered"})
final class TodayCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Istanbul.ZONE);
  private static final int OK = 200;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "The tenant (default: ${DEFAULT-VALUE}).")
  private String tenant = BearerOptions.SAMPLE_TENANT;

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who looks, as the ledger shows it (default: ${DEFAULT-VALUE}).")
  private String actor = "command-line";

  @Option(
      names = "--lang",
      paramLabel = "tr|en",
      description = "The language of what is to be done (default: ${DEFAULT-VALUE}).")
  private Tongue tongue = Tongue.EN;

  /// A language that titles have.
  enum Tongue {
    TR,
    EN;

    String code() {
      return this == TR ? "tr" : "en";
    }
  }

  @Override
  public Integer call() {
    try (var http = new Http(Duration.ZERO)) {
      var api = place.api(http, Authority.of(tenant, actor, "dpo"));
      var answer = api.send(api.call("GET", "/v1/overview"));
      if (answer.status() != OK) {
        return refused(answer);
      }
      return show(answer.json());
    }
  }

  private int refused(Answer answer) {
    command.commandLine().getErr().println("emanet today: " + answer.summary());
    return ExitCode.UNSERVED;
  }

  private int show(JsonNode overview) {
    var out = command.commandLine().getOut();
    var rows = new ArrayList<List<String>>();
    boolean late = false;
    for (var item : overview.path("items")) {
      boolean overdue = item.path("overdue").asBoolean();
      late |= overdue;
      rows.add(
          List.of(
              overdue ? "OVERDUE" : "",
              due(item),
              item.path("title").path(tongue.code()).asText(),
              item.path("reference").asText(),
              item.path("next").path("method").asText()
                  + " "
                  + item.path("next").path("path").asText()));
    }
    if (rows.isEmpty()) {
      out.println("nothing is due");
    }
    aligned(rows, out);
    for (var kind : overview.path("more")) {
      out.println("there may be more of " + kind.asText());
    }
    return late ? ExitCode.IN_PART : ExitCode.DONE;
  }

  private static String due(JsonNode item) {
    return Optional.ofNullable(item.path("dueAt").textValue())
        .map(Instant::parse)
        .map(TIME::format)
        .orElse("");
  }

  /// Rows under one another, in columns.
  static void aligned(List<List<String>> rows, PrintWriter out) {
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        line.append(row.get(column));
        if (column < row.size() - 1) {
          line.append(" ".repeat(width - row.get(column).length() + 2));
        }
      }
      out.println(line);
    }
  }
}
