package emanet.disclosures;

import emanet.alerts.Send;
import emanet.alerts.Sends;
import emanet.disclosures.Notice.State;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Operation;
import emanet.register.Page;
import emanet.register.Policy;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recipients' word that they acted on what they were told, and what is still open.
public final class Confirmations {
  private static final int LONGEST = 2000;

  private final Store store;
  private final Trail trail;
  private final Policy policy;
  private final Papers papers;
  private final Sends sends;
  private final InstantSource clock;

  Confirmations(
      Store store, Trail trail, Policy policy, Papers papers, Sends sends, InstantSource clock) {
    this.store = store;
    this.trail = trail;
    this.policy = policy;
    this.papers = papers;
    this.sends = sends;
    this.clock = clock;
  }

  /// A confirmation as sent.
  ///
  /// @param notice which one; empty for all that are open
  /// @param at when the recipient said so; empty: now
  record Word(Optional<String> notice, Optional<Instant> at, Optional<String> note) {
    @Override
    public String toString() {
      return "Word[confirmation]";
    }
  }

  /// A notice with how its send went.
  record Followed(Notice notice, Optional<Send> send) {}

  /// A call whose first stage is behind it.
  record Allowed(Caller caller, Trail.Begun begun, List<Item> notices) {}

  Allowed allow(Caller caller, String disclosure) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, Action.CONFIRM_DISCLOSURE).towards("disclosure/" + disclosure);
    var begun = trail.begin(tenant, intent);
    return begun.run(() -> {
      policy.checkGrant(
          caller, store.readAll(policy.keysForGrant(caller)), Operation.WRITE, Optional.empty());
      if (store.read(DisclosureItems.head(tenant, disclosure)).isEmpty()) {
        throw new Fault.Absent().exception();
      }
      var range =
          Range.prefix(
              Table.REGISTER, DisclosureItems.partition(tenant, disclosure), NoticeItems.NOTICE);
      return new Allowed(caller, begun, store.query(range));
    });
  }

  /// Enters the word; one that was entered already stands as it was.
  ///
  /// @param again whether an earlier run of this very call may have entered it
  Recorded<List<Notice>> enter(Allowed allowed, Word word, boolean again) {
    var confirmed =
        allowed
            .begun()
            .run(() -> {
              judge(allowed, word);
              var chosen =
                  allowed.notices().stream()
                      .filter(item -> isMeant(NoticeItems.parse(item), word, again))
                      .toList();
              if (chosen.isEmpty()) {
                throw Fault.Conflicting.of(Conflict.NOTHING_OPEN).exception();
              }
              var done = new ArrayList<Notice>();
              chosen.forEach(item -> done.add(confirmed(allowed.caller(), item, word)));
              return done;
            });
    return new Recorded<>(confirmed, allowed.begun().receipt());
  }

  private static boolean isMeant(Notice notice, Word word, boolean again) {
    boolean counts =
        notice.state() == State.OPEN
            || (notice.state() == State.CONFIRMED && (again || word.notice().isPresent()));
    return counts && word.notice().map(notice.id()::equals).orElse(true);
  }

  private void judge(Allowed allowed, Word word) {
    boolean unknown =
        word.notice()
            .filter(id ->
                allowed.notices().stream()
                    .map(NoticeItems::parse)
                    .noneMatch(notice -> notice.id().equals(id)))
            .isPresent();
    if (unknown) {
      throw Fault.Invalid.at("/notice", FieldCode.UNKNOWN).exception();
    }
    if (word.at().filter(at -> at.isAfter(clock.instant())).isPresent()) {
      throw Fault.Invalid.at("/at", FieldCode.RANGE).exception();
    }
    word.note()
        .ifPresent(note -> {
          if (note.isBlank() || note.length() > LONGEST) {
            throw Fault.Invalid.at("/note", note.isBlank() ? FieldCode.MISSING : FieldCode.LENGTH)
                .exception();
          }
        });
  }

  private Notice confirmed(Caller caller, Item item, Word word) {
    var tenant = caller.tenant();
    var notice = NoticeItems.parse(item);
    var changes = new ArrayList<Change>();
    changes.add(Change.set(NoticeItems.STATE, State.CONFIRMED.name()));
    changes.add(
        Change.set(NoticeItems.CONFIRMED_AT, word.at().orElseGet(clock::instant).toEpochMilli()));
    changes.add(Change.set(NoticeItems.CONFIRMED_BY, caller.actor().value()));
    changes.add(Change.remove(NoticeItems.REFERENCE));
    word.note()
        .ifPresent(note ->
            changes.add(
                Change.set(
                    NoticeItems.NOTE,
                    Value.of(
                        papers.sealText(
                            tenant, notice.disclosure(), "note-" + notice.id(), note)))));
    var open = Condition.equal(NoticeItems.STATE, State.OPEN.name());
    var after =
        switch (store.update(item.key(), changes, open)) {
          case Written.Done(var now) -> now;
          case Written.Conflict(var now) -> now;
        };
    store.writeAll(List.of(), List.of(NoticeItems.openMark(tenant, notice)));
    return after.map(NoticeItems::parse).orElse(notice);
  }

  /// What recipients have not confirmed, oldest first.
  Recorded<Page<Followed>> open(Caller caller, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, Action.READ_DISCLOSURES).towards("notices");
    var begun = trail.begin(tenant, intent);
    var page =
        begun.run(() -> {
          policy.checkGrant(
              caller, store.readAll(policy.keysForGrant(caller)), Operation.LIST, Optional.empty());
          return open(tenant, limit, after);
        });
    return new Recorded<>(page, begun.receipt());
  }

  /// The disclosures whose recipients were told of an erasure or a rectification and have not
  /// confirmed, oldest first.
  public List<String> waiting(TenantId tenant, int most) {
    return open(tenant, most, Optional.empty()).items().stream()
        .map(followed -> followed.notice().disclosure())
        .distinct()
        .toList();
  }

  Page<Followed> open(TenantId tenant, int limit, Optional<String> after) {
    var range = Range.between(Table.REGISTER, NoticeItems.open(tenant), "0", "~").limit(limit);
    var marks = store.query(after.map(range::after).orElse(range));
    var keys = marks.stream().map(mark -> NoticeItems.marked(tenant, mark.key().sort())).toList();
    var read = store.readAll(keys);
    var notices = new ArrayList<Notice>();
    keys.forEach(key ->
        Optional.ofNullable(read.get(key))
            .map(NoticeItems::parse)
            .filter(notice -> notice.state() == State.OPEN)
            .ifPresent(notices::add));
    var next =
        marks.size() < limit ? Optional.<String>empty() : Optional.of(marks.getLast().key().sort());
    return new Page<>(followed(tenant, notices), next);
  }

  List<Followed> followed(TenantId tenant, List<Notice> notices) {
    var ids = notices.stream().map(notice -> NoticeSender.sendId(notice.id())).toList();
    var found = sends.read(tenant, ids);
    return notices.stream()
        .map(notice ->
            new Followed(notice, Optional.ofNullable(found.get(NoticeSender.sendId(notice.id())))))
        .toList();
  }
}
