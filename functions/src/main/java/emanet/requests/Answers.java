package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.Refusal;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Categories;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers to applicants: shown while they are drafts, kept as they went out.
///
/// Sending is two steps: the letter is kept, and then the request becomes `ANSWERED`, naming it. A
/// stop in between leaves a letter that nothing names.
final class Answers {
  static final String VERB = "answer";
  static final String DELIVERY = "delivery";

  private final Requests requests;
  private final Filings filings;
  private final Copies copies;
  private final Standing standing;
  private final Tenants tenants;
  private final Categories categories;
  private final Ledger ledger;
  private final InstantSource clock;

  Answers(
      Requests requests,
      Filings filings,
      Copies copies,
      Standing standing,
      Tenants tenants,
      Categories categories,
      Ledger ledger,
      InstantSource clock) {
    this.requests = requests;
    this.filings = filings;
    this.copies = copies;
    this.standing = standing;
    this.tenants = tenants;
    this.categories = categories;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// How an answer went out.
  record Sending(Channel channel, Instant sentAt, Optional<Instant> deliveredAt) {}

  /// The letter as it would go out now, or as it went out; with the copy of the data, for whoever
  /// may see it, as long as it opens.
  Recorded<ObjectNode> letter(Caller caller, String id) {
    return requests.around(
        caller,
        id,
        Action.REQUEST_READ,
        "/" + VERB,
        Optional.empty(),
        () -> {
          requests.access().require(caller, Requests.READERS);
          var filing = requests.found(caller, id);
          boolean masked = !caller.is(Role.DPO);
          var letter =
              filing
                  .file()
                  .text(CaseFile.ANSWER, "letter")
                  .flatMap(part -> filings.document(caller.tenant(), id, part))
                  .orElseGet(() -> written(caller, filing, clock.instant()));
          if (masked) {
            return LetterMask.masked(letter);
          }
          withCopy(caller, filing, letter);
          return letter;
        });
  }

  private ObjectNode written(Caller caller, Filing filing, Instant now) {
    var tenant = caller.tenant();
    var controller = tenants.find(tenant).orElseThrow(() -> new Fault.Absent().exception());
    var letters = new Letters(LetterWordings.current(), controller, now);
    return switch (filing.state()) {
      case INCOMPLETE -> letters.incomplete(filing);
      case NO_DATA -> letters.noData(filing);
      case FORWARDED -> letters.forwarded(filing);
      case DECIDED, EXECUTED -> {
        requireFacts(filing);
        yield letters.answer(
            standing.of(tenant, filing),
            filings.document(tenant, filing.head().id(), Execution.FACTS));
      }
      case RECEIVED, IDENTITY_VERIFIED, ANSWERED, CANCELLED -> throw Requests.state(filing);
    };
  }

  /// Without what it rests on an answer would say less than the truth.
  private static void requireFacts(Filing filing) {
    var facts = new Step(Step.Kind.FACTS, "");
    if (filing.head().steps().containsKey(facts.code()) && !Execution.isDone(filing, facts)) {
      throw Requests.state(filing);
    }
  }

  /// The copy is the data itself: every category in it is entered before it is shown, and special
  /// ones need a second factor, as every plain read of them.
  private void withCopy(Caller caller, Filing filing, ObjectNode letter) {
    var tenant = caller.tenant();
    var id = filing.head().id();
    var named = copies.categories(tenant, id);
    if (named.isEmpty()) {
      return;
    }
    var subject = Execution.subject(filing);
    var known = categories.find(tenant, named);
    boolean special = known.values().stream().anyMatch(category -> category.special());
    if (special && !caller.mfa()) {
      throw new Fault.Refused(Refusal.MFA).exception();
    }
    var _ = ledger.intents(tenant, named.stream().map(c -> shown(caller, id, filing, c)).toList());
    var copy = letter.putArray("copy");
    var opened = copies.read(tenant, id, subject);
    if (!opened.isEmpty()) {
      copies.take(tenant, id, clock.instant());
    }
    for (var one : opened) {
      var title = Optional.ofNullable(known.get(one.category())).map(c -> c.title().tr());
      var json = copy.addObject().put("category", one.category().value());
      json.put("title", title.orElse(one.category().value()));
      json.setAll(one.content());
    }
  }

  private static Intent shown(Caller caller, String id, Filing filing, CategoryCode category) {
    return Intent.of(caller, Action.REQUEST_READ)
        .about(Execution.subject(filing))
        .in(category)
        .towards(Requests.target(id) + "/" + VERB);
  }

  /// Notes that the answer went out, or when it was delivered.
  Recorded<Requests.Shown> send(Requests.Ask ask, Sending sending) {
    var caller = ask.caller();
    var found = requests.found(caller, ask.id());
    if (found.state() == State.ANSWERED
        && found.head().mark(VERB).filter(ask.mark()::equals).isEmpty()) {
      return current(
          caller,
          requests.change(ask, DELIVERY, Optional.empty(), filing -> delivered(filing, sending)));
    }
    return current(
        caller,
        requests.change(ask, VERB, Optional.empty(), filing -> sent(caller, filing, sending)));
  }

  /// With recipients and certificates as they stand now.
  private Recorded<Requests.Shown> current(Caller caller, Recorded<Requests.Shown> recorded) {
    var shown = recorded.value();
    return new Recorded<>(
        new Requests.Shown(
            standing.of(caller.tenant(), shown.filing()), shown.matches(), shown.proposal()),
        recorded.receipt());
  }

  private Filing sent(Caller caller, Filing filing, Sending sending) {
    boolean refusedOnly = filing.state() != State.DECIDED || filing.head().steps().isEmpty();
    if (!filing.state().leadsTo(State.ANSWERED) || !refusedOnly) {
      throw Requests.state(filing);
    }
    check(filing, sending);
    var letter = written(caller, filing, sending.sentAt());
    var part = "LETTER#" + (filing.head().version() + 1);
    filings.write(caller.tenant(), filing.head().id(), part, letter);
    var section = Sections.entered(caller, clock.instant());
    section.put("channel", sending.channel().name()).put("sentAt", sending.sentAt().toString());
    section.put("late", filing.head().deadline().overdue(sending.sentAt()));
    section.put("letter", part);
    return Requests.moved(filing, State.ANSWERED)
        .with(filing.file().with(CaseFile.ANSWER, withDelivery(filing, section, sending)));
  }

  /// Whoever learns of the delivery later says so then, of the same sending.
  private Filing delivered(Filing filing, Sending sending) {
    Requests.requireState(filing, State.ANSWERED);
    var section =
        filing.file().section(CaseFile.ANSWER).orElseThrow(() -> new Fault.Internal().exception());
    boolean same =
        section.path("channel").asText().equals(sending.channel().name())
            && section.path("sentAt").asText().equals(sending.sentAt().toString());
    if (!same || section.has("deliveredAt") || sending.deliveredAt().isEmpty()) {
      throw Requests.state(filing);
    }
    check(filing, sending);
    return filing.with(filing.file().with(CaseFile.ANSWER, withDelivery(filing, section, sending)));
  }

  private void check(Filing filing, Sending sending) {
    var now = clock.instant();
    if (sending.sentAt().isAfter(now) || sending.sentAt().isBefore(filing.head().receivedAt())) {
      throw Requests.invalid("/sentAt", FieldCode.RANGE);
    }
    if (sending
        .deliveredAt()
        .filter(at -> at.isAfter(now) || at.isBefore(sending.sentAt()))
        .isPresent()) {
      throw Requests.invalid("/deliveredAt", FieldCode.RANGE);
    }
  }

  /// Art. 14/1: the person learns the answer when it is delivered.
  private static ObjectNode withDelivery(Filing filing, ObjectNode section, Sending sending) {
    var deadline = filing.head().deadline();
    sending.deliveredAt().ifPresent(at -> section.put("deliveredAt", at.toString()));
    return section.put(
        "complaintUntil",
        sending
            .deliveredAt()
            .map(at -> deadline.complaintUntil(Deadline.date(at)))
            .orElseGet(deadline::complaintLimit)
            .toString());
  }

  /// What of the answer a request shows: not where its letter lies.
  static Optional<ObjectNode> view(CaseFile file) {
    return file.section(CaseFile.ANSWER)
        .map(section -> {
          var json = JsonNodeFactory.instance.objectNode();
          for (var name :
              List.of("at", "by", "channel", "sentAt", "deliveredAt", "late", "complaintUntil")) {
            if (section.has(name)) {
              json.set(name, section.get(name));
            }
          }
          return json;
        });
  }
}
