package emanet.local.resilience;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.client.Answer;
import emanet.local.client.Call;
import emanet.local.client.RoamingApi;
import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/// One client of one tenant: it calls, one call after the other, and notes what it saw.
final class Client {
  private static final String ACTIVITY = "staff-administration";
  private static final String RECORD = "/records/contact/main";

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int STALE = 412;

  private final RoamingApi service;
  private final RoamingApi officer;
  private final People own;
  private final People others;
  private final SplittableRandom dice;
  private final Consumer<Operation> history;

  /// @param officer who may erase
  /// @param others another tenant's people
  Client(
      RoamingApi service,
      RoamingApi officer,
      People own,
      People others,
      SplittableRandom dice,
      Consumer<Operation> history) {
    this.service = service;
    this.officer = officer;
    this.own = own;
    this.others = others;
    this.dice = dice;
    this.history = history;
  }

  /// Makes the next call of the mix.
  void next() {
    int share = dice.nextInt(100);
    int place = own.any(dice);
    if (share < 56) {
      read(own.at(place));
    } else if (share < 86) {
      write(own.at(place));
    } else if (share < 94) {
      search(own.at(place));
    } else if (share < 99) {
      foreign(others.at(others.any(dice)));
    } else {
      erase(place);
    }
  }

  /// Takes somebody up for a place that nobody has yet.
  void settle(int place) {
    var subject = somebody();
    write(subject);
    own.settle(place, subject);
  }

  void read(String subject) {
    long begun = System.nanoTime();
    var served = service.persist(api -> record(api.call("GET", path(subject))));
    served
        .answer()
        .filter(answer -> answer.status() == OK)
        .ifPresent(answer -> own.saw(subject, version(answer), value(answer)));
    note(Kind.READ, subject, begun, served, served.answer().map(Client::value).orElse(""), OK);
  }

  private void write(String subject) {
    var value = own.value();
    var key = UUID.randomUUID().toString();
    long expected = dice.nextInt(4) == 0 ? own.known(subject).version() : 0;
    var fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("fields").put("email", value);
    long begun = System.nanoTime();
    var served =
        service.persist(api -> {
          var call = record(api.call("PUT", path(subject))).with("Idempotency-Key", key);
          return (expected == 0 ? call : call.with("If-Match", "\"" + expected + "\""))
              .with(bytes(fields));
        });
    served
        .answer()
        .filter(Answer::succeeded)
        .ifPresent(answer -> own.saw(subject, version(answer), value));
    note(Kind.WRITE, subject, begun, served, value, OK, CREATED);
  }

  private void search(String subject) {
    var value = own.known(subject).value();
    var match = JsonNodeFactory.instance.objectNode();
    match.putObject("match").put("category", "contact").put("field", "email").put("value", value);
    long begun = System.nanoTime();
    var served =
        service.persist(api -> record(api.call("POST", "/v1/subjects/search")).with(bytes(match)));
    note(Kind.SEARCH, subject, begun, served, value, OK);
  }

  private void foreign(String subject) {
    long begun = System.nanoTime();
    var served = service.persist(api -> record(api.call("GET", path(subject))));
    note(Kind.FOREIGN, subject, begun, served, "", OK);
  }

  private void erase(int place) {
    var subject = own.at(place);
    var key = UUID.randomUUID().toString();
    var wish = JsonNodeFactory.instance.objectNode();
    wish.put("method", "ERASE").put("reason", "resilience trial");
    long begun = System.nanoTime();
    var served =
        officer.persist(api ->
            api.call("POST", "/v1/subjects/" + subject + "/erasure")
                .with("Idempotency-Key", key)
                .with(bytes(wish)));
    note(Kind.ERASE, subject, begun, served, "", OK);
    var next = somebody();
    write(next);
    own.replace(place, subject, next);
  }

  /// Somebody new, however long it takes: what is not served is asked for again.
  private String somebody() {
    var key = UUID.randomUUID().toString();
    var groups = JsonNodeFactory.instance.objectNode();
    groups.putArray("groups").add("EMPLOYEE");
    while (true) {
      var answer =
          service
              .persist(api ->
                  record(api.call("POST", "/v1/subjects"))
                      .with("Idempotency-Key", key)
                      .with(bytes(groups)))
              .answer();
      if (answer.isPresent()) {
        var id = answer.get().json().path("id").asText();
        if (id.isEmpty()) {
          throw new IllegalStateException("nobody was taken up: " + answer.get().summary());
        }
        return id;
      }
    }
  }

  private void note(
      Kind kind,
      String subject,
      long begun,
      RoamingApi.Served served,
      String value,
      int... expected) {
    var answer = served.answer();
    var outcome = answer.map(one -> outcome(kind, one, expected)).orElse(Outcome.UNKNOWN);
    history.accept(
        new Operation(
            kind,
            own.tenant(),
            subject,
            begun,
            System.nanoTime(),
            outcome,
            outcome == Outcome.DONE ? answer.map(Client::version).orElse(0L) : 0,
            outcome == Outcome.STRANGE ? answer.map(Answer::summary).orElse("") : value,
            answer.flatMap(one -> one.header("Emanet-Ledger")),
            served.failures(),
            kind == Kind.SEARCH ? answer.map(Client::ids).orElse(List.of()) : List.of()));
  }

  private static Outcome outcome(Kind kind, Answer answer, int... expected) {
    for (int status : expected) {
      if (answer.status() == status) {
        return Outcome.DONE;
      }
    }
    return switch (answer.status()) {
      case ACCEPTED -> kind == Kind.ERASE ? Outcome.ACCEPTED : Outcome.STRANGE;
      case FORBIDDEN -> kind == Kind.FOREIGN ? Outcome.REFUSED : Outcome.STRANGE;
      case NOT_FOUND -> kind == Kind.WRITE ? Outcome.STRANGE : Outcome.ABSENT;
      case CONFLICT, STALE -> kind == Kind.WRITE ? Outcome.CONFLICT : Outcome.STRANGE;
      case GONE -> kind == Kind.FOREIGN ? Outcome.STRANGE : Outcome.GONE;
      default -> Outcome.STRANGE;
    };
  }

  private static String path(String subject) {
    return "/v1/subjects/" + subject + RECORD;
  }

  private static Call record(Call call) {
    return call.with("Emanet-Activity", ACTIVITY);
  }

  private static long version(Answer answer) {
    return answer.json().path("version").asLong();
  }

  private static String value(Answer answer) {
    return answer.json().at("/fields/email").asText();
  }

  private static List<String> ids(Answer answer) {
    return answer.json().path("items").findValuesAsText("id");
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
