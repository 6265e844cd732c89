package emanet.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Call;
import emanet.local.client.Http;
import emanet.values.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/// Makes one call.
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = {
      "Calls the HTTP API once. The body goes to the standard output, status and headers to the"
          + " standard error. JSON is laid out for reading; anything else, such as a package, is"
          + " given byte for byte.",
      "Example: emanet call POST /v1/subjects/search --activity staff-administration"
          + " --data @search.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered 2xx",
      "2:wrong use",
      "3:answered 3xx, not answered, or the answer could not be written",
      "4:answered 4xx",
      "5:answered 5xx"
    })
final class CallCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<String> SHOWN =
      List.of(
          "Location",
          "ETag",
          "Retry-After",
          "Idempotent-Replayed",
          "Emanet-Request-Id",
          "Emanet-Ledger");
  private static final int CLASS = 100;
  private static final int SUCCESS = 2;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private BearerOptions bearer = new BearerOptions();

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, PUT, POST, PATCH, DELETE.")
  private String method = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "Starts with /; with its query, percent-encoded.")
  private String path = "";

  @Option(
      names = "--activity",
      paramLabel = "CODE",
      description = "The processing activity under which data is used.")
  private Optional<String> activity = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A further header.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "JSON",
      description = "The body: JSON, @FILE, or - for the standard input.")
  private Optional<String> data = Optional.empty();

  @Override
  public Integer call() throws IOException {
    try (var http = new Http(Duration.ZERO)) {
      var api = place.api(http, bearer.authority());
      if (!path.startsWith("/")) {
        throw wrong("PATH starts with /");
      }
      Call call;
      try {
        call = api.call(method.toUpperCase(Locale.ROOT), path);
      } catch (IllegalArgumentException e) {
        throw wrong("PATH is not percent-encoded");
      }
      if (activity.isPresent()) {
        call = call.with("Emanet-Activity", activity.get());
      }
      for (var header : headers) {
        call = with(call, header);
      }
      if (data.isPresent()) {
        call = call.with(body(data.get()));
      }
      return show(sent(api, call));
    }
  }

  private Answer sent(Api api, Call call) {
    try {
      return api.send(call);
    } catch (IllegalArgumentException e) {
      // what it says may quote the token
      throw wrong(
          "METHOD, a --header or the token is none that HTTP has, or the --header sets itself");
    }
  }

  private Call with(Call call, String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw wrong("--header must be 'NAME: VALUE'");
    }
    return call.with(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  private static byte[] body(String source) throws IOException {
    if (source.equals("-")) {
      return System.in.readAllBytes();
    }
    return source.startsWith("@")
        ? Files.readAllBytes(Path.of(source.substring(1)))
        : source.getBytes(StandardCharsets.UTF_8);
  }

  private int show(Answer answer) throws IOException {
    PrintWriter err = command.commandLine().getErr();
    err.println("HTTP " + answer.status());
    SHOWN.forEach(name -> answer.header(name).ifPresent(v -> err.println(name + ": " + v)));
    PrintWriter out = command.commandLine().getOut();
    var json = answer.isJson() ? answer.json() : MissingNode.getInstance();
    if (!json.isMissingNode()) {
      out.println(JSON.writeValueAsString(json));
    } else {
      asItCame(answer, out);
    }
    // both flush, and neither throws
    if (out.checkError() || System.out.checkError()) {
      throw new IOException("the answer could not be written to the standard output");
    }
    int kind = answer.status() / CLASS;
    return kind == SUCCESS ? ExitCode.DONE : kind;
  }

  /// Every byte counts: of a package, of a tile, and of a checkpoint, whose line ends are signed.
  private static void asItCame(Answer answer, PrintWriter out) {
    var text = answer.text();
    var content = answer.content();
    if (content.equals(Bytes.of(text.getBytes(StandardCharsets.UTF_8)))) {
      out.print(text);
    } else {
      out.flush();
      System.out.writeBytes(content.toArray());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
