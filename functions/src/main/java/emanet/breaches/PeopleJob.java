package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.alerts.Attempt;
import emanet.alerts.Delivery;
import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Stage;
import emanet.subjects.Contacts;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Recent;
import emanet.values.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Tells the people of a scope's list, some at a time: their contacts are opened under an entry in
/// the ledger, whoever can be reached is written to, and what came of it is written down.
///
/// A batch that was written down is not begun anew. One that was cut short is: its contacts are
/// opened again, and each send is claimed by its own id, so that what was sent is not sent again; a
/// send whose end nobody knows is made once more once its claim has lapsed, and is listed. So
/// nobody is missed, wherever it stops.
///
/// Where the account's minute is used up, or the tenant's day, a batch rests until the next one and
/// nothing of it is kept. Letters that could not be sent at once because the other side failed are
/// queued, sealed under the breach's key.
final class PeopleJob implements Kind {
  static final String NAME = "breach-people";
  static final String BREACH = "breach";
  static final int BATCH = 16;
  static final String TOLD = "told";
  static final String NOWHERE = "withoutContact";
  static final String ERASED = "erased";

  /// Of whom every letter was given up. One of them may have arrived; that is not known, so the
  /// website is due for them.
  static final String FAILED = "failed";

  private static final String CHANNEL_LIST = "channels";
  private static final String GIVEN_UP = "givenUp";

  /// By which a person is told, each with what its sends' ids end in.
  static final Map<String, String> CHANNELS = Map.of("EMAIL", "e", "SMS", "s");

  private static final ActorId ACTOR = new ActorId("breach-notice");
  private static final String PURPOSE = "BREACH_PEOPLE";
  private static final Duration LIFE = Duration.ofMinutes(5);

  /// A limit may be raised before its day is over.
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private static final int KNOWN = 8;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Until a claim that nobody recorded has lapsed.
  private static final Duration LAPSE = Duration.ofMinutes(3);

  private final BreachStore store;
  private final ScopeResult results;
  private final Contacts contacts;
  private final PeopleTexts texts;
  private final Supplier<Delivery> delivery;
  private final InstantSource clock;

  /// What notices that are being worked here say: it does not change once their jobs are started.
  private final Map<String, PeopleNotice> notices =
      Collections.synchronizedMap(Recent.atMost(KNOWN));

  PeopleJob(
      BreachStore store,
      ScopeResult results,
      Contacts contacts,
      PeopleTexts texts,
      Supplier<Delivery> delivery,
      InstantSource clock) {
    this.store = store;
    this.results = results;
    this.contacts = contacts;
    this.texts = texts;
    this.delivery = delivery;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Who is to be told is told once it can be.
  @Override
  public int attempts() {
    return TWO_WEEKS;
  }

  /// The name of what came of a batch.
  static String outcome(String notice, int batch) {
    return PeopleNotice.document(notice) + "#%06d".formatted(batch);
  }

  static SendId send(String notice, int index, String channel) {
    return new SendId("bn-" + notice + "-" + index + "-" + channel);
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    if (cursor.filter(text -> !text.isEmpty()).isEmpty()) {
      return begun(job, shard);
    }
    var notice = notice(job);
    int batch = Integer.parseInt(cursor.orElseThrow());
    if (batch * BATCH >= notice.people()) {
      return Step.done();
    }
    var known = store.document(job.tenant(), job.input(BREACH), outcome(job.id(), batch));
    if (known.isEmpty()) {
      var told = tell(job, notice, batch);
      if (told.rest().isPresent()) {
        return new Step.Later(cursor.get(), told.rest().get(), Map.of());
      }
      known = Optional.of(told.outcome());
    }
    int next = batch + job.shards();
    return new Step.Next(Integer.toString(next), counts(known.get()));
  }

  /// A job is started before the breach says so: nobody is told of what is not in its file.
  private Step begun(Job job, int shard) {
    boolean filed =
        store
            .find(job.tenant(), job.input(BREACH))
            .filter(breach ->
                breach
                    .file()
                    .section(BreachFile.NOTIFICATIONS)
                    .valueStream()
                    .anyMatch(entry -> entry.path("notice").asText().equals(job.id())))
            .isPresent();
    if (filed) {
      return new Step.Next(Integer.toString(shard), Map.of());
    }
    var now = clock.instant();
    return Ahead.waits(job, now) ? new Step.Later("", now.plus(MINUTE), Map.of()) : Step.done();
  }

  private PeopleNotice notice(Job job) {
    return Optional.ofNullable(notices.get(job.id()))
        .orElseGet(() -> {
          var notice =
              PeopleNotice.find(store, job.tenant(), job.input(BREACH), job.id())
                  .orElseThrow(() -> new Fault.Internal().exception());
          notices.put(job.id(), notice);
          return notice;
        });
  }

  /// What came of a batch.
  ///
  /// @param rest until when to wait before it can be gone on with; empty once it is through
  private record Told(ObjectNode outcome, Optional<Instant> rest) {}

  /// A letter to one of a batch.
  ///
  /// @param person their entry in the outcome
  private record Sending(ObjectNode person, String channel, Order order) {}

  private Told tell(Job job, PeopleNotice notice, int batch) {
    var breach = job.input(BREACH);
    var people = results.list(job.tenant(), breach, notice.scope(), batch * BATCH, BATCH);
    var ids = people.stream().map(one -> new SubjectId(one.path("subject").asText())).toList();
    var reached = contacts.open(caller(job), ids, Breaches.target(breach));
    var letters = texts.letters(job.tenant(), notice, people);
    var sendings = new ArrayList<Sending>();
    var outcome = JsonNodeFactory.instance.objectNode();
    var list = outcome.putArray("people");
    for (int i = 0; i < ids.size(); i++) {
      var reach = Objects.requireNonNull(reached.get(ids.get(i)), "everyone is answered for");
      var entry = list.addObject().put("subject", ids.get(i).value());
      entry.put("living", reach.living());
      orders(job, letters, people.get(i), batch * BATCH + i, reach)
          .forEach((channel, order) -> {
            entry.withArray(CHANNEL_LIST).add(channel);
            sendings.add(new Sending(entry, channel, order));
          });
    }
    var attempts = attempted(sendings);
    var rest = rest(attempts);
    if (rest.isEmpty()) {
      noteGivenUp(sendings, attempts);
      store.write(job.tenant(), breach, Map.of(outcome(job.id(), batch), outcome));
    }
    return new Told(outcome, rest);
  }

  private List<Attempt> attempted(List<Sending> sendings) {
    var calls = new ArrayList<Callable<Attempt>>();
    sendings.forEach(one -> calls.add(() -> delivery.get().attempt(one.order())));
    return Stage.all(calls);
  }

  private static void noteGivenUp(List<Sending> sendings, List<Attempt> attempts) {
    for (int i = 0; i < sendings.size(); i++) {
      if (attempts.get(i) instanceof Attempt.Made(var send) && send.state() == Send.State.DEAD) {
        sendings.get(i).person().withArray(GIVEN_UP).add(sendings.get(i).channel());
      }
    }
  }

  /// Until when a batch rests in which not all attempts are through.
  private Optional<Instant> rest(List<Attempt> attempts) {
    var now = clock.instant();
    return attempts.stream()
        .flatMap(attempt ->
            switch (attempt) {
              case Attempt.Made(var send) when send.state() == Send.State.CLAIMED ->
                  Stream.of(now.plus(LAPSE));
              case Attempt.Made _ -> Stream.empty();
              case Attempt.Waits(var until) -> Stream.of(until);
            })
        .max(Instant::compareTo)
        .map(until -> Collections.min(List.of(until, now.plus(LONGEST_REST))));
  }

  /// By channel.
  private Map<String, Order> orders(
      Job job, PeopleLetters letters, JsonNode person, int index, Contacts.Reach reach) {
    var orders = new LinkedHashMap<String, Order>();
    reach
        .email()
        .map(to -> new Letter.Email(to, letters.subject(), letters.email(person)))
        .ifPresent(letter -> orders.put("EMAIL", order(job, send(job.id(), index, "e"), letter)));
    reach
        .phone()
        .flatMap(to -> letters.sms(person).map(text -> new Letter.Sms(to, text)))
        .ifPresent(letter -> orders.put("SMS", order(job, send(job.id(), index, "s"), letter)));
    return orders;
  }

  private Order order(Job job, SendId id, Letter letter) {
    var breach = job.input(BREACH);
    return new Order(
        job.tenant(),
        id,
        BreachStore.caseId(breach),
        PURPOSE,
        Breaches.target(breach),
        letter,
        clock.instant());
  }

  private static Map<String, Long> counts(JsonNode outcome) {
    var counts = new HashMap<String, Long>();
    outcome.path("people").forEach(person -> counts.merge(cameTo(person), 1L, Long::sum));
    return counts;
  }

  private static String cameTo(JsonNode person) {
    if (!person.path("living").asBoolean()) {
      return ERASED;
    }
    int channels = person.path(CHANNEL_LIST).size();
    if (channels == 0) {
      return NOWHERE;
    }
    return person.path(GIVEN_UP).size() == channels ? FAILED : TOLD;
  }

  /// The function itself: the contacts are opened by nobody else.
  private Caller caller(Job job) {
    return new Caller(
        job.tenant(),
        ACTOR,
        Set.of(),
        Optional.empty(),
        false,
        clock.instant().plus(LIFE),
        NAME + "-" + job.id());
  }
}
