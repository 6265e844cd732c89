package emanet.subjects;

import emanet.keys.Keyring;
import emanet.register.Category;
import emanet.register.Policy;
import emanet.store.Change;
import emanet.store.Store;
import emanet.subjects.Generalising.Row;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Anonymisation (anonim hâle getirme, regulation 30224 Art. 10): what is to stay of a category's
/// records is let go into a release with those of enough other people (`Anonymity`), and only then
/// are the person's own keys of the category destroyed, as in every erasure.
///
/// Steps of a release, each repeatable and safe to stop after:
///
/// 1. each erasure joins those who wait for the category's next release;
/// 2. the first of them, by id, judges all: opens their records under their erasures' own entries,
///    and makes the release of those who can be let go together, by one conditional put;
/// 3. each of its people's erasures is told (`StoredErasure.RELEASED`), and goes on by itself;
/// 4. the next release gets its id, and this one forgets whom it took in.
///
/// A person whose category was destroyed before may be in an earlier release: a second row of
/// theirs would tell more together with the first, so none is kept; nor of whom retention may be
/// letting one go (`AnonymousDisposal`). Whoever found no company within `PATIENCE` is told that it
/// is refused, and why; nothing is erased then, and there is time left to erase. A hold that is set
/// between 2 and the destruction of the keys keeps the person's data, and the row stays: it is as
/// anonymous as the others.
final class Anonymising {
  /// Art. 13 gives 30 days for the answer; ten are left for another method.
  static final Duration PATIENCE = Duration.ofDays(20);

  private final Store store;
  private final Policy policy;
  private final Keyring keyring;
  private final Vault vault;
  private final Clearance clearance;
  private final ErasureItems items;
  private final Releases releases;
  private final WaitingRows due;
  private final ErasureLimits limits;
  private final InstantSource clock;

  Anonymising(
      Store store,
      Policy policy,
      Keyring keyring,
      Vault vault,
      Clearance clearance,
      ErasureItems items,
      Releases releases,
      WaitingRows due,
      ErasureLimits limits,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.keyring = keyring;
    this.vault = vault;
    this.clearance = clearance;
    this.items = items;
    this.releases = releases;
    this.due = due;
    this.limits = limits;
    this.clock = clock;
  }

  /// How an erasure stands after its turn.
  enum Turn {
    /// What stays of it is let go: the keys may be destroyed.
    RELEASED,
    WAITS,
    /// It found no company.
    REFUSED
  }

  Turn turn(StoredErasure erasure) {
    if (erasure.released()) {
      return Turn.RELEASED;
    }
    var tenant = erasure.tenant();
    var category = erasure.category().orElseThrow();
    var next = releases.join(tenant, category, erasure.id());
    if (erasure.id().equals(next.waiting().iterator().next())) {
      judge(tenant, category, next);
    }
    var now = items.find(tenant, erasure.id()).orElse(erasure);
    if (now.released()) {
      return Turn.RELEASED;
    }
    if (clock.instant().isBefore(erasure.asked().at().plus(PATIENCE))) {
      return Turn.WAITS;
    }
    releases.leave(tenant, category, Set.of(erasure.id()));
    return Turn.REFUSED;
  }

  private void judge(TenantId tenant, CategoryCode code, Releases.Next next) {
    var members = releases.made(tenant, code, next.release());
    if (members.isEmpty()) {
      var waiting = new LinkedHashMap<String, StoredErasure>();
      next.waiting()
          .forEach(id ->
              items
                  .find(tenant, id)
                  .filter(one -> one.stage() == Stage.PREPARED && !one.released())
                  .ifPresent(one -> waiting.put(id, one)));
      leave(tenant, code, next, waiting.keySet());
      var content = content(tenant, code, waiting);
      if (content.people().isEmpty()) {
        return;
      }
      members = Optional.of(releases.make(tenant, code, next.release(), content));
    }
    members.get().forEach(id -> items.find(tenant, id).ifPresent(one -> tell(one)));
    releases.settled(tenant, code, next.release(), members.get());
  }

  /// Who is no longer on the way waits for nothing.
  private void leave(
      TenantId tenant, CategoryCode code, Releases.Next next, Set<String> stillWaiting) {
    var gone = new java.util.TreeSet<>(next.waiting());
    gone.removeAll(stillWaiting);
    if (!gone.isEmpty()) {
      releases.leave(tenant, code, gone);
    }
  }

  private void tell(StoredErasure erasure) {
    if (erasure.stage() == Stage.PREPARED) {
      var _ =
          items.move(
              erasure, List.of(Change.set(StoredErasure.RELEASED, emanet.store.Value.of(true))));
    }
  }

  private Anonymity.Release content(
      TenantId tenant, CategoryCode code, Map<String, StoredErasure> waiting) {
    var keys = new java.util.HashSet<>(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    keys.addAll(limits.keys(tenant));
    var read = store.readAll(keys);
    var category = policy.category(tenant, read, code);
    var rows = new LinkedHashMap<String, List<Row>>();
    var nothing = new java.util.LinkedHashSet<String>();
    waiting.forEach((id, erasure) -> {
      var own = category.map(known -> rows(tenant, erasure, known)).orElse(List.of());
      if (own.isEmpty()) {
        nothing.add(id);
      } else {
        rows.put(id, own);
      }
    });
    var release = Anonymity.of(rows, limits.k(tenant, read), limits.l(tenant, read));
    // of whom nothing would stay, nobody has to wait for
    nothing.addAll(release.people());
    return new Anonymity.Release(nothing, release.rows());
  }

  private List<Row> rows(TenantId tenant, StoredErasure erasure, Category category) {
    var keys = keyring.read(tenant, erasure.subject());
    if (keys.isEmpty()
        || keys.get().erased()
        || keys.get().highestDestroyed(category.code()) > 0
        || keys.get().holds(category.code())
        || due.find(tenant, category.code(), erasure.subject()).isPresent()) {
      return List.of();
    }
    var rows = new ArrayList<Row>();
    for (var item : clearance.records(tenant, erasure.subject(), category.code())) {
      var place = Disposal.place(tenant, erasure.subject(), item.key());
      vault
          .open(place, keys.get(), StoredRecord.of(item))
          .map(content -> Generalising.row(category, content.fields()))
          .filter(row -> !row.quasi().isEmpty() || !row.sensitive().isEmpty())
          .ifPresent(rows::add);
    }
    return rows;
  }
}
