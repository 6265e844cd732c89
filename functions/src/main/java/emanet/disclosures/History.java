package emanet.disclosures;

import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.KnownPeople;
import emanet.register.KnownPeople.Standing;
import emanet.register.Operation;
import emanet.register.Page;
import emanet.register.Policy;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was passed on, as it is shown: of a person, or of one disclosure. It outlives the person as
/// evidence, for the data-protection officer and the auditor; how the recipient calls the person
/// does not.
public final class History {
  private static final Set<Role> EVIDENCE = Set.of(Role.DPO, Role.AUDITOR);
  private static final Set<Role> PLAIN = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);

  private final Store store;
  private final Trail trail;
  private final Policy policy;
  private final KnownPeople people;
  private final Papers papers;

  History(Store store, Trail trail, Policy policy, KnownPeople people, Papers papers) {
    this.store = store;
    this.trail = trail;
    this.policy = policy;
    this.people = people;
    this.papers = papers;
  }

  /// A part with what belongs to it.
  ///
  /// @param reference empty after the person's erasure, and for whom it is not for
  record Shown(Disclosure disclosure, Part part, Optional<String> reference, List<Notice> notices) {
    @Override
    public String toString() {
      return "Shown[" + disclosure.id() + "]";
    }
  }

  /// Of a person, newest first.
  Recorded<Page<Shown>> of(Caller caller, SubjectId subject, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(people.keysFor(tenant, subject));
    keys.addAll(policy.keysForGrant(caller));
    var intent = Intent.of(caller, Action.READ_DISCLOSURES).about(subject);
    var reading = Stage.start(() -> store.readAll(keys));
    var entering = Stage.start(() -> trail.begin(tenant, intent));
    Stage.settle(reading, entering);
    var begun = entering.get();
    var read = reading.get();
    var page =
        begun.run(() -> {
          policy.checkGrant(caller, read, Operation.LIST, Optional.of(subject));
          requireReadable(caller, people.known(read, tenant, subject));
          return page(caller, subject, read, limit, after);
        });
    return new Recorded<>(page, begun.receipt());
  }

  private static void requireReadable(Caller caller, KnownPeople.Known known) {
    known.requireKnown();
    boolean evidence = caller.roles().stream().anyMatch(EVIDENCE::contains);
    if (known.standing() == Standing.ERASED && !evidence) {
      throw new Fault.Erased().exception();
    }
  }

  private Page<Shown> page(
      Caller caller, SubjectId subject, Map<Key, Item> read, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var range =
        Range.between(Table.REGISTER, DisclosureItems.ofPerson(tenant, subject), "0", "~")
            .limit(limit)
            .backwards();
    var marks = store.query(after.map(range::after).orElse(range));
    var keys = new ArrayList<Key>();
    marks.forEach(mark -> keys.add(DisclosureItems.marked(tenant, mark.key().sort())));
    var shown = shown(caller, keys, read);
    var next =
        marks.size() < limit ? Optional.<String>empty() : Optional.of(marks.getLast().key().sort());
    return new Page<>(shown, next);
  }

  /// One disclosure, with all of its parts.
  Recorded<List<Shown>> one(Caller caller, String id) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, Action.READ_DISCLOSURES).towards("disclosure/" + id);
    var begun = trail.begin(tenant, intent);
    var shown =
        begun.run(() -> {
          policy.checkGrant(
              caller, store.readAll(policy.keysForGrant(caller)), Operation.LIST, Optional.empty());
          var range =
              Range.prefix(
                  Table.REGISTER, DisclosureItems.partition(tenant, id), DisclosureItems.PART);
          var keys = store.query(range).stream().map(Item::key).toList();
          var parts = shown(caller, keys, Map.of());
          if (parts.isEmpty()) {
            throw new Fault.Absent().exception();
          }
          return parts;
        });
    return new Recorded<>(shown, begun.receipt());
  }

  /// In the order of `keys`; a part that was never put is none.
  private List<Shown> shown(Caller caller, List<Key> keys, Map<Key, Item> known) {
    var tenant = caller.tenant();
    var items = store.readAll(keys);
    var parts = new ArrayList<Part>();
    keys.forEach(key ->
        Optional.ofNullable(items.get(key)).map(DisclosureItems::part).ifPresent(parts::add));
    var wanted = new HashSet<Key>();
    for (var part : parts) {
      wanted.add(DisclosureItems.head(tenant, part.disclosure()));
      wanted.add(Keyring.item(tenant, part.subject()));
      part.notices().forEach(id -> wanted.add(NoticeItems.key(tenant, part.disclosure(), id)));
    }
    var read = new HashMap<>(known);
    read.putAll(store.readAll(wanted));
    var heads = new LinkedHashMap<String, Disclosure>();
    var shown = new ArrayList<Shown>();
    for (var part : parts) {
      var head = Optional.ofNullable(read.get(DisclosureItems.head(tenant, part.disclosure())));
      head.ifPresent(item -> {
        var disclosure =
            heads.computeIfAbsent(part.disclosure(), _ -> withPaper(caller, tenant, item));
        shown.add(
            new Shown(
                disclosure,
                part,
                reference(caller, tenant, part, read),
                notices(tenant, part, read)));
      });
    }
    return shown;
  }

  private static boolean isPlain(Caller caller) {
    return caller.roles().stream().anyMatch(PLAIN::contains);
  }

  private Disclosure withPaper(Caller caller, TenantId tenant, Item item) {
    var bare = DisclosureItems.parse(item);
    var paper =
        isPlain(caller)
            ? item.optionalBytes(DisclosureItems.PAPER)
                .flatMap(sealed -> papers.open(tenant, bare.id(), sealed))
            : Optional.<Disclosure.Paper>empty();
    return new Disclosure(
        bare.id(),
        bare.recipient(),
        bare.recipientVersion(),
        bare.activity(),
        bare.activityVersion(),
        bare.country(),
        bare.mechanism(),
        bare.people(),
        bare.by(),
        bare.at(),
        paper);
  }

  private Optional<String> reference(
      Caller caller, TenantId tenant, Part part, Map<Key, Item> read) {
    if (!isPlain(caller)) {
      return Optional.empty();
    }
    return part.reference()
        .flatMap(sealed ->
            Optional.ofNullable(read.get(Keyring.item(tenant, part.subject())))
                .map(item -> Keyring.parse(tenant, part.subject(), item))
                .filter(keys -> !keys.erased())
                .flatMap(
                    keys -> papers.openReference(keys, part.disclosure(), part.index(), sealed)));
  }

  private static List<Notice> notices(TenantId tenant, Part part, Map<Key, Item> read) {
    var notices = new ArrayList<Notice>();
    for (var id : part.notices()) {
      Optional.ofNullable(read.get(NoticeItems.key(tenant, part.disclosure(), id)))
          .map(NoticeItems::parse)
          .ifPresent(notices::add);
    }
    notices.sort(java.util.Comparator.comparing(Notice::at).thenComparing(Notice::id));
    return notices;
  }
}
