package emanet.disclosures;

import emanet.disclosures.Checked.Passage;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.ledger.Receipt;
import emanet.register.Proposals;
import emanet.register.Recipients;
import emanet.register.Trail;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// Passing data on: nothing leaves through here, but only what this call was answered 201 for may.
/// It says what the activity covers for the recipient, field by field, and keeps it as evidence;
/// the values themselves are read as ever.
///
/// Stages:
///
/// 1. the strong read of all that decides, beside the durable intent;
/// 2. an occasional transfer is counted; for each person and category an entry, durable;
/// 3. the disclosure, by one conditional put; then the marks by which people's parts are found,
///    then the parts;
/// 4. the strong read of the people: if one was erased meanwhile, or of one what is passed on, all
///    of it is taken back, and 410.
///
/// A stop anywhere leaves entries that count as passed on, and parts that were never answered for;
/// whoever repeats the call under its key goes through with it. An authority is told nothing before
/// a second person approved.
public final class Disclosures {
  private static final int AT_ONCE = 25;

  private final Store store;
  private final Ledger ledger;
  private final Trail trail;
  private final DisclosureCheck check;
  private final Papers papers;
  private final OccasionalTransfers occasional;
  private final Proposals proposals;
  private final InstantSource clock;

  Disclosures(
      Store store,
      Ledger ledger,
      DisclosureCheck check,
      Papers papers,
      Proposals proposals,
      InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.trail = new Trail(ledger);
    this.check = check;
    this.papers = papers;
    this.occasional = new OccasionalTransfers(store, clock);
    this.proposals = proposals;
    this.clock = clock;
  }

  /// A call whose first stage is behind it.
  ///
  /// @param by who carries it out
  record Allowed(Caller by, Wish wish, Trail.Begun begun, Checked checked) {
    TenantId tenant() {
      return by.tenant();
    }
  }

  /// What came of a call: it stands, or it waits for a second person.
  sealed interface Done {
    record Made(Disclosure disclosure, List<Part> parts, String receipt) implements Done {}

    record Proposed(String approval, String receipt) implements Done {}
  }

  /// Stage 1.
  Allowed allow(Caller caller, Wish wish) {
    var target = Recipients.id(wish.recipient()).map(id -> "recipient/" + id).orElse("recipient");
    return allow(caller, caller, wish, target);
  }

  /// @param by who carries it out
  /// @param whose the authority that it is checked by
  Allowed allow(Caller by, Caller whose, Wish wish, String target) {
    var tenant = by.tenant();
    var bare = Intent.of(by, Action.DISCLOSE).towards(target).under(wish.activity());
    var only =
        wish.items().size() == 1
            ? SubjectId.parse(wish.items().getFirst().subject())
            : Optional.<SubjectId>empty();
    var intent = only.map(bare::about).orElse(bare);
    var keys = check.keysFor(whose, wish);
    var reading = Stage.start(() -> store.readAll(keys));
    var entering = Stage.start(() -> trail.begin(tenant, intent));
    Stage.settle(reading, entering);
    var begun = entering.get();
    var read = reading.get();
    return begun.run(() -> new Allowed(by, wish, begun, check.check(whose, wish, read)));
  }

  /// Stages 2 to 4, or a proposal.
  ///
  /// @param id of the disclosure or of the approval: the same again is the same one
  /// @param mark recognises this very call's own writes, whoever repeats it
  Done enter(Allowed allowed, String id, Bytes mark) {
    return allowed.checked().isToAuthority()
        ? propose(allowed, id, mark)
        : make(allowed, id, mark.toHex());
  }

  private Done propose(Allowed allowed, String id, Bytes mark) {
    return allowed
        .begun()
        .run(() -> {
          var checked = allowed.checked();
          var tenant = allowed.tenant();
          if (checked.isOccasional()) {
            occasional.requireRoom(
                tenant,
                allowed.wish().activity(),
                allowed.wish().recipient(),
                checked.occasional());
          }
          var references = sealed(id, checked.passages());
          proposals.propose(
              tenant,
              allowed.by(),
              id,
              mark.toHex(),
              AuthorityDisclosures.KIND,
              "recipient/" + checked.recipient().code(),
              ProposalJson.write(allowed.by(), allowed.wish(), checked, references));
          return new Done.Proposed(id, allowed.begun().receipt());
        });
  }

  /// References by index, each under its person's own key.
  private Map<Integer, Bytes> sealed(String id, List<Passage> passages) {
    var sealed = new java.util.TreeMap<Integer, Bytes>();
    for (var passage : passages) {
      passage
          .reference()
          .ifPresent(reference -> {
            var keys = papers.withReferenceKey(passage.keys());
            sealed.put(passage.index(), papers.sealReference(keys, id, passage.index(), reference));
          });
    }
    return sealed;
  }

  Done.Made make(Allowed allowed, String id, String mark) {
    return allowed
        .begun()
        .run(() -> made(allowed, id, mark, sealed(id, allowed.checked().passages())));
  }

  /// The same, with references that were sealed when it was proposed.
  Done.Made make(Allowed allowed, String id, String mark, Map<Integer, Bytes> references) {
    return allowed.begun().run(() -> made(allowed, id, mark, references));
  }

  private Done.Made made(Allowed allowed, String id, String mark, Map<Integer, Bytes> references) {
    var checked = allowed.checked();
    var tenant = allowed.tenant();
    var wish = allowed.wish();
    if (checked.isOccasional()) {
      occasional.take(tenant, wish.activity(), wish.recipient(), id, checked.occasional());
    }
    try {
      var entries = entered(allowed, id);
      var written = written(allowed, id, mark);
      var disclosure = written.disclosure();
      var parts = parts(tenant, disclosure, checked, references);
      confirm(tenant, written, checked, parts, entries);
      return new Done.Made(disclosure, parts, allowed.begun().receipt());
    } catch (FaultException e) {
      if (checked.isOccasional() && e.fault() instanceof Fault.Erased) {
        occasional.giveBack(tenant, wish.activity(), wish.recipient(), id);
      }
      throw e;
    }
  }

  private record Entries(List<Intent> intents, List<Receipt> receipts) {}

  private Entries entered(Allowed allowed, String id) {
    var checked = allowed.checked();
    var intents = new ArrayList<Intent>();
    for (var passage : checked.passages()) {
      for (var covered : passage.covered()) {
        intents.add(
            Intent.of(allowed.by(), Action.PASSED_ON)
                .under(allowed.wish().activity(), checked.activity().version())
                .about(passage.subject())
                .in(covered.category())
                .ofFields(covered.fields())
                .seenAs(covered.view().name())
                .towards("disclosure/" + id));
      }
    }
    return new Entries(intents, ledger.intents(allowed.tenant(), intents));
  }

  /// @param earlier whether an earlier run of this very call has put it
  private record Put(Disclosure disclosure, boolean earlier) {}

  /// An earlier run of this very call has put it: then that one stands.
  private Put written(Allowed allowed, String id, String mark) {
    var checked = allowed.checked();
    var tenant = allowed.tenant();
    var disclosure =
        new Disclosure(
            id,
            checked.recipient().code(),
            checked.recipient().version(),
            allowed.wish().activity(),
            checked.activity().version(),
            checked.recipient().value().country(),
            checked.mechanism(),
            checked.passages().size(),
            allowed.by().actor().value(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            checked.paper());
    var paper = checked.paper().map(text -> papers.seal(tenant, id, text));
    var item = DisclosureItems.item(tenant, disclosure, mark, paper);
    return switch (store.put(item, Condition.noItem())) {
      case Written.Done _ -> new Put(disclosure, false);
      case Written.Conflict(var current) ->
          current
              .filter(there -> there.text(DisclosureItems.MARK).equals(mark))
              .map(there -> new Put(DisclosureItems.parse(there), true))
              .orElseThrow(() -> new Fault.Internal().exception());
    };
  }

  private List<Part> parts(
      TenantId tenant, Disclosure disclosure, Checked checked, Map<Integer, Bytes> references) {
    var marks = new ArrayList<Item>();
    var parts = new ArrayList<Part>();
    var puts = new ArrayList<Callable<Boolean>>();
    for (var passage : checked.passages()) {
      var part =
          new Part(
              disclosure.id(),
              passage.index(),
              passage.subject(),
              passage.covered(),
              Optional.ofNullable(references.get(passage.index())),
              Set.of());
      parts.add(part);
      marks.add(Item.at(mark(tenant, disclosure, part)));
      puts.add(() ->
          store.put(DisclosureItems.item(tenant, part), Condition.noItem())
              instanceof Written.Done);
    }
    store.writeAll(marks, List.of());
    for (var window : puts.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
      var _ = Stage.all(window); // one that is there already is an earlier run's
    }
    return parts;
  }

  private static Key mark(TenantId tenant, Disclosure disclosure, Part part) {
    return DisclosureItems.mark(
        tenant, part.subject(), disclosure.at(), disclosure.id(), part.index());
  }

  /// An erasure that this missed has not told the recipient: so nothing was passed on.
  private void confirm(
      TenantId tenant, Put put, Checked checked, List<Part> parts, Entries entries) {
    var disclosure = put.disclosure();
    var keys = new HashSet<Key>();
    for (var part : parts) {
      keys.add(Keyring.item(tenant, part.subject()));
      keys.add(DisclosureItems.part(tenant, disclosure.id(), part.index()));
    }
    var now = store.readAll(keys);
    boolean erased =
        checked.passages().stream()
            .anyMatch(passage -> {
              var item = Optional.ofNullable(now.get(Keyring.item(tenant, passage.subject())));
              var part = DisclosureItems.part(tenant, disclosure.id(), passage.index());
              boolean told =
                  Optional.ofNullable(now.get(part))
                      .filter(there -> !DisclosureItems.part(there).notices().isEmpty())
                      .isPresent();
              return item.map(i -> Keyring.parse(tenant, passage.subject(), i))
                  .filter(its -> !its.erased() && (told || !isGone(passage, its, put.earlier())))
                  .isEmpty();
            });
    if (!erased) {
      return;
    }
    for (int i = 0; i < entries.intents().size(); i++) {
      var _ =
          ledger.outcome(
              tenant,
              entries.receipts().get(i),
              entries.intents().get(i),
              Outcome.ERASED,
              OptionalLong.empty());
    }
    var gone = new ArrayList<Key>();
    for (var part : parts) {
      gone.add(DisclosureItems.part(tenant, disclosure.id(), part.index()));
      gone.add(mark(tenant, disclosure, part));
    }
    gone.add(DisclosureItems.head(tenant, disclosure.id()));
    store.writeAll(List.of(), gone);
    throw new Fault.Erased().exception();
  }

  /// Whether a category that is passed on was erased since this was checked; or, where an earlier
  /// run had begun, before that: it may have been told of when there was no part yet.
  private static boolean isGone(Passage passage, PersonKeys now, boolean earlier) {
    return passage.covered().stream()
        .map(Part.Covered::category)
        .filter(category -> !now.has(category))
        .anyMatch(category ->
            now.highestDestroyed(category)
                > (earlier ? 0 : passage.keys().highestDestroyed(category)));
  }
}
