package emanet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.client.Call;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Makes calls, and prints each as the command that makes it, with a short answer.
final class Transcript {
  private static final int LONGEST_DATA = 90;

  private final PrintWriter out;
  private final Function<Authority, Api> apis;

  Transcript(PrintWriter out, Function<Authority, Api> apis) {
    this.out = out;
    this.apis = apis;
  }

  /// A step did not go as it should. Its text is for people.
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
      super(message);
    }
  }

  /// One call.
  ///
  /// @param data a body, or empty
  record Step(
      Authority authority,
      String method,
      String path,
      Optional<String> activity,
      Optional<String> data) {
    static Step get(Authority authority, String path) {
      return new Step(authority, "GET", path, Optional.empty(), Optional.empty());
    }

    Step under(String code) {
      return new Step(authority, method, path, Optional.of(code), data);
    }

    Step sending(String verb, byte[] json) {
      var text = new String(json, StandardCharsets.UTF_8);
      return new Step(authority, verb, path, activity, Optional.of(text));
    }

    private String command() {
      var text = new StringBuilder("./emanet call " + method + " '" + path + "'");
      text.append(" --tenant ").append(authority.tenant());
      text.append(" --roles ").append(String.join(",", authority.roles()));
      text.append(" --actor ").append(authority.actor());
      activity.ifPresent(code -> text.append(" --activity ").append(code));
      data.ifPresent(json -> text.append(" --data '").append(shortened(json)).append("'"));
      return text.toString();
    }

    private static String shortened(String json) {
      var line = json.strip().replaceAll("\\s*\\n\\s*", " ");
      return line.length() > LONGEST_DATA ? line.substring(0, LONGEST_DATA) + "…" : line;
    }
  }

  void heading(String text) {
    out.println();
    out.println("# " + text);
  }

  void line(String text) {
    out.println(text);
  }

  /// Makes the call without a word.
  Answer quietly(Step step) {
    var api = apis.apply(step.authority());
    Call call = api.call(step.method(), step.path());
    if (step.activity().isPresent()) {
      call = call.with("Emanet-Activity", step.activity().get());
    }
    if (step.data().isPresent()) {
      call = call.with(step.data().get().getBytes(StandardCharsets.UTF_8));
    }
    return api.send(call);
  }

  /// Makes the call, and shows it with what `show` leaves of the answer.
  ///
  /// @throws Unexpected if it is not answered with one of `statuses`
  Answer step(Step step, Function<JsonNode, JsonNode> show, int... statuses) {
    out.println("$ " + step.command());
    var answer = quietly(step);
    out.println("HTTP " + answer.status());
    var shown = show.apply(answer.json());
    if (!shown.isMissingNode()) {
      out.println(shown);
    }
    for (int status : statuses) {
      if (answer.status() == status) {
        return answer;
      }
    }
    throw new Unexpected("answered " + answer.summary());
  }

  /// Shows nothing of an answer but its status.
  static JsonNode nothing(JsonNode answer) {
    return MissingNode.getInstance();
  }

  static void expect(boolean holds, String what) {
    if (!holds) {
      throw new Unexpected("expected " + what);
    }
  }
}
