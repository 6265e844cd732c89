package emanet.subjects;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.TenantKeys;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.ledger.Receipt;
import emanet.register.Policy;
import emanet.register.SubjectGroup;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The first stage of every call on a person's data: the strong read of all that decides, beside
/// the durable intent; and the outcome, where the call ends in less than was asked.
///
/// Round trips: one, warm. A process that has not seen the activity or the category before reads
/// them first, because the intent names the activity's version, and only fields that the category
/// has.
final class Access {
  private final Store store;
  private final Ledger ledger;
  private final Policy policy;
  private final TenantKeys tenants;
  private final Seen<Key, Item> seen = new Seen<>();

  Access(Store store, Ledger ledger, Policy policy, TenantKeys tenants) {
    this.store = store;
    this.ledger = ledger;
    this.policy = policy;
    this.tenants = tenants;
  }

  /// What a call found when it began.
  ///
  /// @param items all that was read, strongly
  /// @param intent what was entered, under `receipt`
  record Entered(Map<Key, Item> items, Intent intent, Receipt receipt) {}

  /// What is known of the policy's items before they are read strongly.
  record Known(Map<Key, Item> items, OptionalLong activityVersion) {}

  Known known(Caller caller, ActivityCode activity, Set<CategoryCode> categories) {
    var keys = policy.keysFor(caller, activity, categories, Optional.empty());
    var items = new HashMap<Key, Item>();
    keys.forEach(key -> seen.last(key).ifPresent(item -> items.put(key, item)));
    boolean known = policy.activity(caller.tenant(), items, activity).isPresent();
    return known
        ? new Known(items, version(caller, items, activity))
        : fresh(caller, activity, categories);
  }

  /// Reads the policy's items now.
  Known fresh(Caller caller, ActivityCode activity, Set<CategoryCode> categories) {
    var items = store.readAll(policy.keysFor(caller, activity, categories, Optional.empty()));
    items.forEach(seen::saw);
    return new Known(items, version(caller, items, activity));
  }

  private OptionalLong version(Caller caller, Map<Key, Item> items, ActivityCode activity) {
    var filed = policy.activity(caller.tenant(), items, activity);
    return filed.isPresent() ? OptionalLong.of(filed.get().version()) : OptionalLong.empty();
  }

  /// Reads `keys` and the policy's items and enters `intent`, at once, with `beside`.
  Entered enter(
      Caller caller,
      ActivityCode activity,
      Set<CategoryCode> categories,
      Set<Key> keys,
      Known known,
      Intent intent,
      List<Callable<Boolean>> beside) {
    var version = known.activityVersion();
    var stated =
        version.isPresent() ? intent.under(activity, version.getAsLong()) : intent.under(activity);
    var wanted = new HashSet<>(keys);
    var ofPolicy = policy.keysFor(caller, activity, categories, intent.subject());
    wanted.addAll(ofPolicy);
    var reading = Stage.start(() -> store.readAll(wanted));
    var entering = Stage.start(() -> ledger.intent(caller.tenant(), stated));
    var others = beside.stream().map(Stage::start).toList();
    var warming = warming(caller.tenant());
    Stage.settle(reading, entering, warming);
    others.forEach(Stage::settle);
    var receipt = entering.get(); // first: without it, nothing else matters
    var items = reading.get();
    others.forEach(Stage.Pending::get);
    remember(items, ofPolicy);
    noteVersion(caller, activity, items, stated, List.of(receipt));
    return new Entered(items, stated, receipt);
  }

  /// Has the tenant's keys at hand by the time that they are needed. If they cannot be had, whoever
  /// needs them says so.
  Stage.Pending<Boolean> warming(TenantId tenant) {
    return Stage.start(() -> {
      tenants.warm(tenant);
      return true;
    });
  }

  /// Keeps what was seen of the policy's items, to begin the next call with.
  void remember(Map<Key, Item> items, Set<Key> ofPolicy) {
    ofPolicy.forEach(key -> {
      var item = items.get(key);
      if (item != null) {
        seen.saw(key, item);
      }
    });
  }

  /// Where the strong read shows another version of the activity than the intents name, that is
  /// entered too.
  void noteVersion(
      Caller caller,
      ActivityCode activity,
      Map<Key, Item> items,
      Intent intent,
      List<Receipt> receipts) {
    var now = version(caller, items, activity);
    if (now.isPresent() && !now.equals(intent.activityVersion())) {
      for (var receipt : receipts) {
        var _ = ledger.outcome(caller.tenant(), receipt, intent, Outcome.VERSION, now);
      }
    }
  }

  /// The groups that the policy is asked about: the person's, or, where there is no such person,
  /// any that would do, so that what the caller may not ask is refused before it is said that
  /// nobody is there.
  Set<String> groups(
      Caller caller, ActivityCode activity, Map<Key, Item> items, Optional<Set<String>> ofPerson) {
    return ofPerson.orElseGet(() ->
        policy
            .activity(caller.tenant(), items, activity)
            .map(filed -> names(filed.value().subjectGroups()))
            .orElse(Set.of()));
  }

  private static Set<String> names(Set<SubjectGroup> groups) {
    return groups.stream().map(SubjectGroup::name).collect(Collectors.toSet());
  }

  /// Runs what may end in a fault. A fault is entered as the intent's outcome, durably, before it
  /// goes on to the caller.
  <T> T recorded(TenantId tenant, Entered entered, Supplier<T> work) {
    try {
      return work.get();
    } catch (FaultException e) {
      throw failed(tenant, entered, e);
    } catch (RuntimeException e) {
      throw failed(tenant, entered, new Fault.Internal().exception(e));
    }
  }

  private FaultException failed(TenantId tenant, Entered entered, FaultException e) {
    var receipt = entered.receipt();
    if (e.fault() instanceof Fault.Refused refused) {
      var _ = ledger.refused(tenant, receipt, entered.intent(), refused.reason());
    } else if (certain(e.fault())) {
      var _ =
          ledger.outcome(
              tenant, receipt, entered.intent(), outcome(e.fault()), OptionalLong.empty());
    }
    return e.recorded(receipt.header());
  }

  /// Whether it is known that nothing was shown or changed. A write that lost its answer may have
  /// happened: its intent stays without an outcome, and counts as done.
  private static boolean certain(Fault fault) {
    return !(fault instanceof Fault.Unavailable || fault instanceof Fault.Internal);
  }

  private static Outcome outcome(Fault fault) {
    return switch (fault) {
      case Fault.Refused _ -> Outcome.REFUSED;
      case Fault.Absent _ -> Outcome.ABSENT;
      case Fault.Erased _ -> Outcome.ERASED;
      case Fault.Stale _ -> Outcome.STALE;
      case Fault.Tampered _ -> Outcome.TAMPERED;
      case Fault.Invalid _ -> Outcome.INVALID;
      case Fault.Conflicting _ -> Outcome.CONFLICT;
      case Fault.Malformed _,
          Fault.Unauthenticated _,
          Fault.MethodNotAllowed _,
          Fault.TooLarge _,
          Fault.UnsupportedMediaType _,
          Fault.KeyReused _,
          Fault.TooMany _,
          Fault.Internal _,
          Fault.Unavailable _ ->
          Outcome.FAILED;
    };
  }
}
