package emanet.breaches;

import emanet.alerts.Sends;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.DocumentSeal;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.register.Trail;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The register's suspicions: opened by `Watch`, told to the tenant's contacts once, assessed by
/// the data-protection officer. Each is one item, written once and assessed once.
public final class Suspicions {
  private static final String PURPOSE = "BREACH_SUSPICION";
  private static final String SUBJECT = "KVKK: olağan dışı durum / Something out of the ordinary";
  private static final String KIND = "suspicion";
  private static final String TARGET = "suspicion/";

  private final Store store;
  private final BreachStore breaches;
  private final Tenants tenants;
  private final ContactMail mail;
  private final Access access;
  private final Trail trail;
  private final DocumentSeal seal;
  private final InstantSource clock;

  Suspicions(
      Store store,
      BreachStore breaches,
      Tenants tenants,
      Sends sends,
      Access access,
      Trail trail,
      DocumentSeal seal,
      InstantSource clock) {
    this.store = store;
    this.breaches = breaches;
    this.tenants = tenants;
    this.mail = new ContactMail(sends, clock);
    this.access = access;
    this.trail = trail;
    this.seal = seal;
    this.clock = clock;
  }

  /// One, and what shows it.
  record Shown(Suspicion one, Optional<Evidence> evidence) {}

  /// What somebody found out about one.
  record Assessment(boolean isBreach, Optional<String> breach) {}

  /// Opens those that are new. Letters are queued before the item is written, under names of their
  /// own, so that a stop in between loses none and sends none twice.
  ///
  /// @return how many were new
  int open(TenantId tenant, List<Suspicion> found) {
    int opened = 0;
    for (var one : found) {
      if (isNew(tenant, one)) {
        opened += put(tenant, one) ? 1 : 0;
      }
    }
    return opened;
  }

  /// Opens one with what shows it, if it is new.
  boolean open(TenantId tenant, Rules.Finding finding, LocalDate on, Evidence evidence) {
    var one = Suspicion.open(finding, evidence.subject(), on, clock.instant());
    return isNew(tenant, one)
        && put(tenant, one.with(seal.seal(tenant, KIND, one.id(), 1, evidence.bytes())));
  }

  private boolean isNew(TenantId tenant, Suspicion one) {
    return store.read(Suspicion.key(tenant, one.id())).isEmpty();
  }

  private boolean put(TenantId tenant, Suspicion one) {
    mail.queue(tenant, one.id(), "opened", message(one), tenants.contacts(tenant));
    return store.put(one.item(tenant), Condition.noItem()) instanceof Written.Done;
  }

  /// With what shows it, where that is kept.
  private Shown shown(TenantId tenant, Suspicion one) {
    var evidence =
        one.evidence()
            .map(sealed -> {
              try (var plain = seal.open(tenant, KIND, one.id(), 1, sealed)) {
                return Evidence.of(plain);
              }
            });
    return new Shown(one, evidence);
  }

  private static ContactMail.Message message(Suspicion one) {
    var text =
        """
        Olağan dışı bir durum saptandı: %s (%s, %s). Sayı %d, olağan sınır %d.
        Veri ihlali olup olmadığını değerlendirin; öğrenildiği andan 72 saat işler (KVKK md. 12/5).

        Something out of the ordinary was found: %s (%s, %s). Count %d, ordinary up to %d.
        Find out whether it is a data breach; 72 hours run from learning that it is (Art. 12/5).
        """
            .formatted(
                one.detector(),
                one.about(),
                one.on(),
                one.count(),
                one.bound(),
                one.detector(),
                one.about(),
                one.on(),
                one.count(),
                one.bound());
    return new ContactMail.Message(PURPOSE, SUBJECT, text, Optional.empty());
  }

  /// A page, the latest day first.
  Recorded<Page<Shown>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.BREACH_READ,
        "suspicion",
        () -> {
          access.require(caller, Breaches.READERS);
          var all =
              Range.between(Table.REGISTER, Suspicion.partition(caller.tenant()), "!", "~")
                  .limit(limit)
                  .backwards();
          var items = store.query(after.map(all::after).orElse(all));
          var page =
              items.stream().map(item -> shown(caller.tenant(), Suspicion.of(item))).toList();
          return new Page<>(
              page,
              page.size() < limit ? Optional.empty() : Optional.of(page.getLast().one().id()));
        });
  }

  /// The latest ones, without an entry of its own.
  List<Suspicion> latest(TenantId tenant, int most) {
    var range = Range.between(Table.REGISTER, Suspicion.partition(tenant), "!", "~");
    return store.query(range.limit(most).backwards()).stream().map(Suspicion::of).toList();
  }

  /// Assesses one: it is none, or the breach that is named. The same again changes nothing.
  Recorded<Shown> assess(Caller caller, String id, Assessment assessment) {
    var tenant = caller.tenant();
    return trail.around(
        caller,
        tenant,
        Action.BREACH_CHANGE,
        TARGET + id,
        () -> {
          access.require(caller, Breaches.EDITORS);
          var found = found(tenant, id);
          assessment
              .breach()
              .filter(breach -> breaches.standing(tenant, breach).isEmpty())
              .ifPresent(_ -> Breaches.require(false, "/breach", FieldCode.UNKNOWN));
          var next = assessment.isBreach() ? Suspicion.State.BREACH : Suspicion.State.DISMISSED;
          if (found.state() != Suspicion.State.OPEN) {
            return shown(tenant, settled(found, next, assessment));
          }
          var changes = new ArrayList<Change>();
          changes.add(Change.set(Suspicion.STATE, next.name()));
          changes.add(Change.set(Suspicion.BY, caller.actor().value()));
          changes.add(Change.set(Suspicion.ASSESSED, clock.instant().toString()));
          assessment
              .breach()
              .ifPresent(breach -> changes.add(Change.set(Suspicion.BREACH, Value.of(breach))));
          var _ =
              store.update(
                  Suspicion.key(tenant, id),
                  changes,
                  Condition.equal(Suspicion.STATE, Suspicion.State.OPEN.name()));
          return shown(tenant, settled(found(tenant, id), next, assessment));
        });
  }

  private static Suspicion settled(Suspicion found, Suspicion.State wanted, Assessment assessment) {
    if (found.state() != wanted || !found.breach().equals(assessment.breach())) {
      throw Fault.Conflicting.of(Conflict.DECIDED).exception();
    }
    return found;
  }

  private Suspicion found(TenantId tenant, String id) {
    return store
        .read(Suspicion.key(tenant, id))
        .map(Suspicion::of)
        .orElseThrow(() -> new Fault.Absent().exception());
  }
}
