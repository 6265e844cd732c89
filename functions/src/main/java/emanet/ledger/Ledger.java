package emanet.ledger;

import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.ActorId;
import emanet.values.Ids;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Appends entries and finds them again.
///
/// Guarantee: when a method that appends returns, its entries are durable in every Region. When it
/// throws `Fault.Unavailable`, they may or may not be: the caller shows nothing and changes
/// nothing, and an intent that did get through counts as done, which errs to the safe side.
///
/// Not guaranteed: that a query shows an entry at once. Queries read indexes, which lag, so no
/// decision rests on one; an outcome may come to view a moment after its intent.
public final class Ledger {
  private final Store store;
  private final Ids ids;
  private final Optional<Fragments> fragments;

  /// A ledger whose entries have no fragments.
  public Ledger(Store store, Ids ids) {
    this(store, ids, Optional.empty());
  }

  public Ledger(Store store, Ids ids, Fragments fragments) {
    this(store, ids, Optional.of(fragments));
  }

  private Ledger(Store store, Ids ids, Optional<Fragments> fragments) {
    this.store = store;
    this.ids = ids;
    this.fragments = fragments;
  }

  /// Appends what is about to be shown or done, and from where that was asked, both at once. Call
  /// it before, never after.
  public Receipt intent(TenantId tenant, Intent intent) {
    var id = ids.ordered();
    var fragment = fragment(tenant, id, intent);
    var leaf = Leaf.ofIntent(tenant, id, intent, fragment.map(Fragments.Made::commitment));
    // a fragment is its entry's alone: there is nothing that it could be put over
    var placing =
        fragment.map(made -> Stage.start(() -> store.put(made.item(), Condition.always())));
    try {
      append(Placement.intent(tenant, id, intent, leaf));
    } finally {
      placing.ifPresent(Stage::settle);
    }
    placing.ifPresent(Stage.Pending::get);
    return new Receipt(id, Leaf.hash(leaf));
  }

  private Optional<Fragments.Made> fragment(TenantId tenant, String id, Intent intent) {
    return fragments.flatMap(all -> all.make(tenant, id, intent.caller()));
  }

  /// Appends many at once, in the order given; not atomic. They are of one call, so the first alone
  /// may have a fragment. A put of this kind has no condition: an id's 72 random bits keep it from
  /// meeting another entry.
  public List<Receipt> intents(TenantId tenant, List<Intent> intents) {
    var items = new ArrayList<Item>(intents.size() + 1);
    var receipts = new ArrayList<Receipt>(intents.size());
    for (var intent : intents) {
      var id = ids.ordered();
      var fragment =
          receipts.isEmpty() ? fragment(tenant, id, intent) : Optional.<Fragments.Made>empty();
      var leaf = Leaf.ofIntent(tenant, id, intent, fragment.map(Fragments.Made::commitment));
      items.add(Placement.intent(tenant, id, intent, leaf));
      fragment.ifPresent(made -> items.add(made.item()));
      receipts.add(new Receipt(id, Leaf.hash(leaf)));
    }
    store.writeAll(items, List.of());
    return List.copyOf(receipts);
  }

  /// Appends what came of an intent. Its leaf names the intent's id.
  ///
  /// @param version the activity's version, where that is the outcome
  public Receipt outcome(
      TenantId tenant, Receipt of, Intent intent, Outcome outcome, OptionalLong version) {
    return outcome(tenant, of, intent, outcome, version, Optional.empty());
  }

  /// Appends that an intent was refused, and why.
  public Receipt refused(TenantId tenant, Receipt of, Intent intent, Refusal why) {
    return outcome(
        tenant, of, intent, Outcome.REFUSED, OptionalLong.empty(), Optional.of(why.slug()));
  }

  /// Appends an intent and its refusal, for a call that never came to an intent of its own.
  public Receipt refused(TenantId tenant, Intent intent, Refusal why) {
    return refused(tenant, intent(tenant, intent), intent, why);
  }

  /// What was asked about a person, whoever asked.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param after where an earlier page ended
  public Page bySubject(
      TenantId tenant,
      SubjectId subject,
      Instant from,
      Instant to,
      int limit,
      Optional<String> after) {
    var partitions = Placement.BY_SUBJECT.partitions(tenant, subject.value());
    return new EntryQuery(store, Placement.BY_SUBJECT, partitions).page(from, to, limit, after);
  }

  /// What an actor asked, whomever about. An actor of the deployment of the same name is shown too,
  /// with its tenant.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param after where an earlier page ended
  public Page byActor(
      TenantId tenant, ActorId actor, Instant from, Instant to, int limit, Optional<String> after) {
    var partitions = Placement.BY_ACTOR.partitions(tenant, actor.value());
    return new EntryQuery(store, Placement.BY_ACTOR, partitions).page(from, to, limit, after);
  }

  private Receipt outcome(
      TenantId tenant,
      Receipt of,
      Intent intent,
      Outcome outcome,
      OptionalLong version,
      Optional<String> reason) {
    var id = ids.ordered();
    var leaf = Leaf.ofOutcome(tenant, id, of, outcome, version, reason);
    append(Placement.outcome(tenant, id, of.entryId(), intent, leaf));
    return new Receipt(id, Leaf.hash(leaf));
  }

  /// An entry is never written over. Where one stands there already, it must be this one: an
  /// earlier attempt whose answer was lost.
  private void append(Item entry) {
    switch (store.put(entry, Condition.noItem())) {
      case Written.Done _ -> {}
      case Written.Conflict conflict -> {
        var leaf = Optional.of(entry.text(Placement.LEAF));
        if (!conflict.current().map(item -> item.text(Placement.LEAF)).equals(leaf)) {
          throw new Fault.Internal().exception();
        }
      }
    }
  }
}
