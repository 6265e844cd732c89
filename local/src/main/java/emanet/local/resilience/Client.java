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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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

  private final Bearer service;
  private final Bearer officer;
  private final People own;
  private final People others;
  private final SplittableRandom dice;
  private final Consumer<Operation> history;

  /// Whose tokens calls carry.
  record Bearer(String actor, RoamingApi api) {}

  /// @param officer who may erase
  /// @param others another tenant's people
  Client(
      Bearer service,
      Bearer officer,
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
  ///
  /// @param end after which nobody new is waited for
  void next(LongSupplier end) {
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
      erase(place, end);
    }
  }

  /// Takes somebody up for a place that nobody has yet.
  ///
  /// @param end until when that is tried
  /// @throws IllegalStateException if nobody could be
  void settle(int place, LongSupplier end) {
    var subject =
        somebody(end).orElseThrow(() -> new IllegalStateException("nobody is taken up in time"));
    write(subject);
    own.settle(place, subject);
  }

  /// Reads a person's record, and tells whether that was served.
  boolean read(String subject) {
    var call = begin(Kind.READ, subject, service);
    var served = service.api().persist(api -> record(api.call("GET", path(subject))));
    served
        .answer()
        .filter(answer -> answer.status() == OK)
        .ifPresent(answer -> own.saw(subject, version(answer), value(answer)));
    note(call.about(served.answer().map(Client::value).orElse("")), served, OK);
    return served.answer().isPresent();
  }

  private void write(String subject) {
    var value = own.value();
    var key = UUID.randomUUID().toString();
    long expected = dice.nextInt(4) == 0 ? own.known(subject).version() : 0;
    var fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("fields").put("email", value);
    var call = begin(Kind.WRITE, subject, service).about(value).expecting(expected);
    var served =
        service
            .api()
            .persist(api -> {
              var put = record(api.call("PUT", path(subject))).with("Idempotency-Key", key);
              return (expected == 0 ? put : put.with("If-Match", "\"" + expected + "\""))
                  .with(bytes(fields));
            });
    served
        .answer()
        .filter(Answer::succeeded)
        .ifPresent(answer -> own.saw(subject, version(answer), value));
    note(call, served, OK, CREATED);
  }

  private void search(String subject) {
    var value = own.known(subject).value();
    if (value.isEmpty()) {
      return; // nobody was told yet of anything that they could be found by
    }
    var match = JsonNodeFactory.instance.objectNode();
    match.putObject("match").put("category", "contact").put("field", "email").put("value", value);
    var call = begin(Kind.SEARCH, subject, service).about(value);
    var served =
        service
            .api()
            .persist(api -> record(api.call("POST", "/v1/subjects/search")).with(bytes(match)));
    note(call, served, OK);
  }

  private void foreign(String subject) {
    var call = begin(Kind.FOREIGN, subject, service);
    note(call, service.api().persist(api -> record(api.call("GET", path(subject)))), OK);
  }

  /// Somebody is erased, and somebody else takes their place.
  private void erase(int place, LongSupplier end) {
    var subject = own.at(place);
    var key = UUID.randomUUID().toString();
    var wish = JsonNodeFactory.instance.objectNode();
    wish.put("method", "ERASE").put("reason", "resilience trial");
    var call = begin(Kind.ERASE, subject, officer);
    var served =
        officer
            .api()
            .persist(api ->
                api.call("POST", "/v1/subjects/" + subject + "/erasure")
                    .with("Idempotency-Key", key)
                    .with(bytes(wish)));
    note(call.about(served.answer().map(Client::id).orElse("")), served, OK);
    somebody(end)
        .ifPresent(next -> {
          write(next);
          own.replace(place, subject, next);
        });
  }

  /// Somebody new, under one key until it is answered or its time is up.
  private Optional<String> somebody(LongSupplier end) {
    var key = UUID.randomUUID().toString();
    var groups = JsonNodeFactory.instance.objectNode();
    groups.putArray("groups").add("EMPLOYEE");
    do {
      var call = begin(Kind.CREATE, "", service);
      var served =
          service
              .api()
              .persist(api ->
                  record(api.call("POST", "/v1/subjects"))
                      .with("Idempotency-Key", key)
                      .with(bytes(groups)));
      var id = served.answer().filter(Answer::succeeded).map(Client::id).orElse("");
      note(call.of(id), served, CREATED);
      if (served.answer().isPresent()) {
        var newcomer = Optional.of(id).filter(one -> !one.isEmpty());
        newcomer.ifPresent(own::arrived);
        return newcomer;
      }
    } while (System.nanoTime() < end.getAsLong());
    return Optional.empty();
  }

  /// A call that is on its way.
  private record Begun(
      Kind kind, String subject, String actor, long at, long expected, String value) {
    Begun of(String person) {
      return new Begun(kind, person, actor, at, expected, value);
    }

    Begun expecting(long version) {
      return new Begun(kind, subject, actor, at, version, value);
    }

    Begun about(String what) {
      return new Begun(kind, subject, actor, at, expected, what);
    }
  }

  private static Begun begin(Kind kind, String subject, Bearer bearer) {
    return new Begun(kind, subject, bearer.actor(), System.nanoTime(), 0, "");
  }

  private void note(Begun call, RoamingApi.Served served, int... expected) {
    var answer = served.answer();
    var outcome = answer.map(one -> outcome(call.kind(), one, expected)).orElse(Outcome.UNKNOWN);
    boolean versioned = call.kind() == Kind.READ || call.kind() == Kind.WRITE;
    history.accept(
        new Operation(
            call.kind(),
            own.tenant(),
            call.actor(),
            call.subject(),
            call.at(),
            System.nanoTime(),
            outcome,
            call.expected(),
            versioned && outcome == Outcome.DONE ? answer.map(Client::version).orElse(0L) : 0,
            call.value(),
            answer.flatMap(one -> one.header("Emanet-Ledger")),
            served.failures(),
            outcome == Outcome.STRANGE ? answer.map(Answer::summary).orElse("") : "",
            call.kind() == Kind.SEARCH ? answer.map(Client::ids).orElse(List.of()) : List.of()));
  }

  private static Outcome outcome(Kind kind, Answer answer, int... expected) {
    for (int status : expected) {
      if (answer.status() == status) {
        return Outcome.DONE;
      }
    }
    return switch (answer.status()) {
      // what waits for a second person has no id, and is not acknowledged
      case ACCEPTED ->
          kind == Kind.ERASE && !id(answer).isEmpty() ? Outcome.ACCEPTED : Outcome.STRANGE;
      case FORBIDDEN -> kind == Kind.FOREIGN ? Outcome.REFUSED : Outcome.STRANGE;
      case NOT_FOUND ->
          kind == Kind.READ || kind == Kind.FOREIGN ? Outcome.ABSENT : Outcome.STRANGE;
      case CONFLICT, STALE -> kind == Kind.WRITE ? Outcome.CONFLICT : Outcome.STRANGE;
      case GONE ->
          switch (kind) {
            case READ, WRITE, ERASE -> Outcome.GONE;
            case CREATE, SEARCH, FOREIGN -> Outcome.STRANGE;
          };
      default -> Outcome.STRANGE;
    };
  }

  private static String path(String subject) {
    return "/v1/subjects/" + subject + RECORD;
  }

  private static Call record(Call call) {
    return call.with("Emanet-Activity", ACTIVITY);
  }

  private static String id(Answer answer) {
    return answer.json().path("id").asText();
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
