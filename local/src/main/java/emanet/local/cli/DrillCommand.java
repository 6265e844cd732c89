package emanet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.client.Call;
import emanet.local.client.Http;
import emanet.local.client.Unreachable;
import emanet.local.imports.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts a drill, and shows what it comes to.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Restores a backup into scratch tables that nobody sees, looks whether everything comes back"
          + " but who was erased, and how long it takes; then the tables are deleted.",
      "On one machine it makes a backup first where there is none that is good, and has the"
          + " functions go on at once, which elsewhere a schedule does every minute. Stopped with"
          + " Ctrl-C, the drill itself goes on."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it passed",
      "1:it failed: a check, or a target that was missed",
      "2:wrong use",
      "3:the API does not answer, or refused"
    })
final class DrillCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String DRILLS = "/v1/drills";
  private static final String BACKUPS = "/v1/backups";
  private static final String STATE = "state";
  private static final int CONFLICT = 409;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--backup",
      paramLabel = "ID",
      description = "Which one (default: the newest good one).")
  private Optional<String> backup = Optional.empty();

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who acts, as the ledger shows it (default: ${DEFAULT-VALUE}).")
  private String actor = "command-line";

  private long shown = -1;

  @Override
  public Integer call() {
    try (var http = new Http(PATIENCE)) {
      var api = place.api(http, Authority.of("platform", actor, "operator").withMfa());
      var started = api.send(start(api));
      if (isWithoutBackup(started)) {
        say("there is no good backup yet: making one");
        var made = api.send(api.call("POST", BACKUPS).with(bytes("{}")));
        if (!made.succeeded()) {
          return refused(made);
        }
        var backedUp = ended(http, api, BACKUPS, made.json(), "Continuity");
        if (failed(backedUp)) {
          say("emanet drill: the backup failed: " + why(backedUp));
          return ExitCode.UNSERVED;
        }
        started = api.send(start(api));
      }
      if (!started.succeeded()) {
        return refused(started);
      }
      return show(ended(http, api, DRILLS, started.json(), "Restore"));
    }
  }

  private Call start(Api api) {
    var body = JsonNodeFactory.instance.objectNode();
    backup.ifPresent(id -> body.put("backup", id));
    return api.call("POST", DRILLS).with(bytes(body.toString()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean isWithoutBackup(Answer answer) {
    return answer.status() == CONFLICT
        && backup.isEmpty()
        && answer.json().path("flaw").asText().equals("ABSENT");
  }

  private static boolean failed(JsonNode job) {
    return !job.path(STATE).asText().equals("SUCCEEDED");
  }

  private static String why(JsonNode job) {
    return job.at("/problem/type").asText("no reason is given");
  }

  /// Looks at a job until it has ended.
  private JsonNode ended(Http http, Api api, String path, JsonNode job, String function) {
    var id = job.path("id").asText();
    var now = job;
    var working = Optional.<Thread>empty();
    while (now.path(STATE).asText().equals("RUNNING")) {
      if (working.filter(Thread::isAlive).isEmpty()) {
        working =
            place
                .edge()
                .map(edge ->
                    goOn(
                        http,
                        Call.post(
                            edge.resolve("/_emanet/invoke/" + function),
                            bytes("{\"task\":\"WORK\"}"))));
      }
      progress(id, now.path("phases"));
      pause();
      var answer = api.persist(api.call("GET", path + "/" + id));
      if (!answer.succeeded()) {
        throw new Unreachable(answer.summary());
      }
      now = answer.json();
    }
    progress(id, now.path("phases"));
    if (isTerminal() && now.has("phases")) {
      err().println();
    }
    return now;
  }

  /// What does not come of it, the schedule does within a minute.
  private static Thread goOn(Http http, Call work) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            var _ = http.send(work);
          } catch (Unreachable e) {
            // it works on, or the next call says why not
          }
        });
  }

  private void progress(String id, JsonNode phases) {
    long done = phases.path("done").asLong();
    long of = phases.path("of").asLong();
    if (of == 0 || done == shown) {
      return;
    }
    shown = done;
    var line = "drill " + id + ", " + done + " of " + of + " phases";
    if (isTerminal()) {
      err().print("\r" + Progress.bar(done, of) + " " + line);
      err().flush();
    } else {
      err().println(line);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
  }

  private int show(JsonNode drill) {
    var report = drill.path("report");
    if (report.isMissingNode()) {
      say(
          "emanet drill: "
              + drill.path("id").asText()
              + " came to no end: "
              + why(drill)
              + "; its report is written when its tables are deleted, within some minutes");
      return ExitCode.IN_PART;
    }
    var out = command.commandLine().getOut();
    out.println(
        "drill "
            + drill.path("id").asText()
            + " of backup "
            + report.at("/backup/id").asText()
            + ": "
            + report.path("result").asText());
    var rows = new ArrayList<List<String>>();
    for (var measure : report.path("measures")) {
      rows.add(
          List.of(
              measure.at("/title/en").asText(),
              measure.has("seconds") ? seconds(measure.path("seconds")) : "–",
              "target " + seconds(measure.path("targetSeconds")),
              measure.path("met").asBoolean() ? "met" : "MISSED"));
    }
    for (var check : report.path("checks")) {
      rows.add(
          List.of(
              check.at("/title/en").asText(),
              check.path("looked").asText() + " looked at",
              check.path("wrong").asText() + " wrong",
              check.path("result").asText()));
    }
    TodayCommand.aligned(rows, out);
    report.path("stopped").forEach(why -> out.println("stopped: " + why.asText()));
    if (report.at("/backup/flaw").isTextual()) {
      out.println(
          "the backup is "
              + report.at("/backup/flaw").asText()
              + ": "
              + report.at("/backup/object").asText());
    }
    if (drill.has("sha256")) {
      out.println("report sha256 " + drill.path("sha256").asText() + ", entered in the ledger");
    }
    return failed(drill) ? ExitCode.IN_PART : ExitCode.DONE;
  }

  private static String seconds(JsonNode seconds) {
    var time = Duration.ofSeconds(seconds.asLong());
    return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  private int refused(Answer answer) {
    var flaw = answer.json().path("flaw").asText();
    say("emanet drill: " + answer.summary() + (flaw.isEmpty() ? "" : " (" + flaw + ")"));
    return ExitCode.UNSERVED;
  }

  private void say(String text) {
    err().println(text);
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
