package emanet.subjects;

import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.DocumentSeal;
import emanet.register.Policy;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.subjects.Generalising.Row;
import emanet.subjects.WaitingRows.Waiting;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/// Anonymisation of what a time of retention is over for, where the register says that it ends so
/// (regulation 30224, Art. 10): what may stay of a person's records is let go into a release with
/// that of enough other people (`Anonymity`); then the run of retention disposes of the records as
/// of any others. Where nothing can stay they are disposed of all the same, and the log says why.
///
/// Who is due waits for company, `PATIENCE_DAYS` at most, and is judged by every run. Steps of a
/// release, each repeatable and safe to stop after:
///
/// 1. whoever is due begins to wait (`WaitingRows`);
/// 2. their records are entered in the ledger and opened, and the release is made of those who can
///    be let go together, by one conditional put under the id of the category's next release;
/// 3. each of its people is noted as released; the next release gets its id;
/// 4. the run disposes of their records (`Disposal`), and they wait no more.
///
/// Nobody has two rows: whose keys of the category were destroyed before may be in an earlier
/// release; who waits here gives an erasure's release no row, and whose erasure waits gives none
/// here (both begin to wait before they look at the other). A hold that is set between 2 and 4
/// keeps the person's data, and the row stays: it is as anonymous as the others.
public final class AnonymousDisposal {
  /// As an erasure waits; all within the interval between disposals.
  public static final int PATIENCE_DAYS = 20;

  /// People who are judged together.
  private static final int WINDOW = 200;

  private static final int AT_ONCE = 16;

  private final Store store;
  private final Ledger ledger;
  private final Policy policy;
  private final Keyring keyring;
  private final Vault vault;
  private final Expiry expiry;
  private final WaitingRows waiting;
  private final Releases releases;
  private final ErasureItems erasures;
  private final ErasureLimits limits;

  private AnonymousDisposal(
      Subjects.Needs needs, DocumentSeal seal, ErasureLimits limits, Expiry expiry) {
    this.store = needs.store();
    this.ledger = needs.ledger();
    this.policy = needs.policy();
    this.keyring = needs.keyring();
    this.vault = new Vault(needs.keyring(), needs.envelope());
    this.expiry = expiry;
    this.waiting = new WaitingRows(needs.store(), new Macs(needs.tenants()));
    this.releases = new Releases(needs.store(), seal, needs.ids());
    this.erasures = new ErasureItems(needs.store());
    this.limits = limits;
  }

  /// Puts it together over what the room's other parts need.
  public static AnonymousDisposal over(
      Subjects.Needs needs, DocumentSeal seal, ErasureLimits limits, Expiry expiry) {
    return new AnonymousDisposal(needs, seal, limits, expiry);
  }

  /// What came of it.
  public enum Outcome {
    /// What may stay is in a release.
    RELEASED,
    /// Too few people whose records could be made anonymous with these were due in time.
    TOO_FEW,
    /// The category is a special one, or has no field of which anything may stay.
    UNSUITABLE,
    /// Its records have no value of which anything may stay.
    NOTHING_STAYS,
    /// Another activity covers something of every record: there is still a person to it.
    COVERED,
    /// The person's records of the category were disposed of before, and may be in a release.
    EARLIER,
    /// Another activity, whose time is over too, says that it is erased or destroyed.
    OTHER_METHOD
  }

  /// Whether an activity says that something of it ends so.
  public static boolean isWanted(List<Expiry.Due> due) {
    return due.stream()
        .flatMap(one -> one.lapsed().stream())
        .anyMatch(lapsed -> lapsed.method() == Activity.Disposal.ANONYMISE);
  }

  private static boolean isWantedOfAll(List<Expiry.Due> due) {
    return due.stream()
        .flatMap(one -> one.lapsed().stream())
        .allMatch(lapsed -> lapsed.method() == Activity.Disposal.ANONYMISE);
  }

  /// Has somebody wait whose records of a category are due.
  ///
  /// @param plan what is to become of them
  /// @return why they need not; empty: they wait
  public Optional<Outcome> offer(
      TenantId tenant,
      SubjectId subject,
      CategoryCode code,
      List<Expiry.Due> due,
      Disposal.Plan plan,
      LocalDate on) {
    if (waiting.find(tenant, code, subject).isPresent()) {
      return Optional.empty();
    }
    if (!isWantedOfAll(due)) {
      return Optional.of(Outcome.OTHER_METHOD);
    }
    var read = store.readAll(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    if (policy.category(tenant, read, code).filter(Generalising::keepsAnything).isEmpty()) {
      return Optional.of(Outcome.UNSUITABLE);
    }
    if (leaving(plan, code, due).isEmpty()) {
      return Optional.of(Outcome.COVERED);
    }
    if (keyring.read(tenant, subject).filter(k -> k.highestDestroyed(code) > 0).isPresent()) {
      return Optional.of(Outcome.EARLIER);
    }
    waiting.put(tenant, code, subject, on);
    return Optional.empty();
  }

  /// The records of which nothing would be left.
  private static Set<RecordId> leaving(
      Disposal.Plan plan, CategoryCode code, List<Expiry.Due> due) {
    var records = due.stream().map(Expiry.Due::record).collect(Collectors.toSet());
    return plan.records().stream()
        .filter(planned ->
            planned.fate() == Disposal.Fate.DELETE
                && planned.category().equals(code)
                && records.contains(planned.record()))
        .map(Disposal.Planned::record)
        .collect(Collectors.toSet());
  }

  /// The categories that somebody may wait in.
  public List<CategoryCode> categories(TenantId tenant) {
    return waiting.categories(tenant);
  }

  /// Lets go, of a part of those who wait, whoever can be let go together.
  ///
  /// @param after where the part before ended
  /// @return where to go on; empty at the end
  public Optional<String> release(
      Caller caller, CategoryCode code, LocalDate on, Optional<String> after) {
    var tenant = caller.tenant();
    var left = releases.due(tenant, code);
    releases.made(tenant, code, left).ifPresent(members -> tell(tenant, code, left, members));
    var release = releases.due(tenant, code);
    var part = waiting.page(tenant, code, after, WINDOW);
    var open = part.stream().filter(one -> one.outcome().isEmpty()).toList();
    var keys = new HashSet<>(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    keys.addAll(limits.keys(tenant));
    var read = store.readAll(keys);
    var category = policy.category(tenant, read, code);
    int k = limits.k(tenant, read);
    if (category.isPresent() && open.size() >= k) {
      var rows = rows(caller, category.get(), on, open);
      var content = Anonymity.of(rows, k, limits.l(tenant, read));
      if (!content.people().isEmpty()) {
        tell(tenant, code, release, releases.make(tenant, code, release, content));
      }
    }
    return part.size() == WINDOW ? Optional.of(part.getLast().id()) : Optional.empty();
  }

  private void tell(TenantId tenant, CategoryCode code, String release, Set<String> members) {
    members.forEach(id -> waiting.settle(tenant, code, id, Outcome.RELEASED));
    releases.settledDue(tenant, code, release);
  }

  /// What may stay of each, by the id under which they wait; of whom nothing can stay that is
  /// noted.
  private Map<String, List<Row>> rows(
      Caller caller, Category category, LocalDate on, List<Waiting> open) {
    var tenant = caller.tenant();
    var intents =
        open.stream()
            .map(one ->
                Intent.of(caller, Action.DISPOSE)
                    .about(one.subject())
                    .in(category.code())
                    .towards("anonymous-records"))
            .toList();
    var _ = ledger.intents(tenant, intents);
    var due = expiry.due(tenant, category.code(), open.stream().map(Waiting::subject).toList(), on);
    var erased = erasing(tenant, category.code());
    var rows = new LinkedHashMap<String, List<Row>>();
    for (var window : open.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
      var calls = new ArrayList<Callable<Optional<List<Row>>>>();
      for (var one : window) {
        var own = due.getOrDefault(one.subject(), List.of());
        boolean wanted = !own.isEmpty() && isWantedOfAll(own) && !erased.contains(one.subject());
        calls.add(() -> wanted ? rows(tenant, category, one.subject(), own) : Optional.empty());
      }
      var found = Stage.all(calls);
      for (int i = 0; i < window.size(); i++) {
        var id = window.get(i).id();
        found.get(i).filter(own -> !own.isEmpty()).ifPresent(own -> rows.put(id, own));
        if (found.get(i).filter(List::isEmpty).isPresent()) {
          waiting.settle(tenant, category.code(), id, Outcome.NOTHING_STAYS);
        }
      }
    }
    return rows;
  }

  /// People whose own erasure waits to be anonymous.
  private Set<SubjectId> erasing(TenantId tenant, CategoryCode code) {
    return releases.waiting(tenant, code).stream()
        .flatMap(id -> erasures.find(tenant, id).stream())
        .map(StoredErasure::subject)
        .collect(Collectors.toSet());
  }

  /// Empty where it is no time to say: held, disposed of meanwhile, or tampered with.
  private Optional<List<Row>> rows(
      TenantId tenant, Category category, SubjectId subject, List<Expiry.Due> due) {
    var code = category.code();
    var keys = keyring.read(tenant, subject);
    boolean barred =
        keys.isEmpty()
            || keys.get().erased()
            || keys.get().highestDestroyed(code) > 0
            || due.stream().anyMatch(Expiry.Due::held);
    if (barred) {
      return Optional.empty();
    }
    var plan = expiry.foresee(tenant, subject, due);
    if (!plan.tampered().isEmpty()) {
      return Optional.empty();
    }
    var leaving = leaving(plan, code, due);
    var places = leaving.stream().map(id -> new RecordPlace(tenant, subject, code, id)).toList();
    var read = store.readAll(places.stream().map(RecordPlace::key).toList());
    var rows = new ArrayList<Row>();
    for (var place : places) {
      Optional.ofNullable(read.get(place.key()))
          .map(StoredRecord::of)
          .flatMap(record -> vault.open(place, keys.get(), record))
          .map(content -> Generalising.row(category, content.fields()))
          .filter(row -> !row.quasi().isEmpty() || !row.sensitive().isEmpty())
          .ifPresent(rows::add);
    }
    return Optional.of(rows);
  }

  /// Who waits, as a run that disposes finds them.
  ///
  /// @param since since when they wait
  /// @param outcome what came of it; empty while they wait
  public record Candidate(
      String id, SubjectId subject, LocalDate since, Optional<Outcome> outcome) {}

  /// Some of those who wait.
  ///
  /// @param after the id of the last one before
  public List<Candidate> page(
      TenantId tenant, CategoryCode code, Optional<String> after, int limit) {
    return waiting.page(tenant, code, after, limit).stream()
        .map(one -> new Candidate(one.id(), one.subject(), one.first(), one.outcome()))
        .toList();
  }

  /// Nothing of theirs is due any more.
  public void drop(TenantId tenant, CategoryCode code, String id) {
    waiting.drop(tenant, code, id);
  }
}
