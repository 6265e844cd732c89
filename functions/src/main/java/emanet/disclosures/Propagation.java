package emanet.disclosures;

import emanet.disclosures.Notice.State;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Telling everyone to whom a person's data was passed on what became of it.
///
/// Before an erasure `prepare` seals what the recipients need under the disclosures' keys; after it
/// `tell` tells them; if it does not come about, `abandon` throws that away. A rectification does
/// the two at once. Each may be done again, from wherever it stopped, and names its work by its
/// cause. A disclosure that `prepare` did not see yet is met by `tell`: its recipient is told by
/// the disclosure's id, since how it calls the person went with the person's key.
///
/// Steps of one notice: its mark by cause, the notice itself, its mark as open, its id on the part;
/// then its entry in the ledger, the send in the queue, and the state. Whoever stops in between
/// leaves a mark without a notice, or a notice that is prepared or told again under the same send.
public final class Propagation {
  private static final int PAGE = 200;

  private final Store store;
  private final PersonParts people;
  private final Keyring keyring;
  private final Papers papers;
  private final NoticeSender sender;
  private final InstantSource clock;

  Propagation(
      Store store,
      PersonParts people,
      Keyring keyring,
      Papers papers,
      NoticeSender sender,
      InstantSource clock) {
    this.store = store;
    this.people = people;
    this.keyring = keyring;
    this.papers = papers;
    this.sender = sender;
    this.clock = clock;
  }

  /// How far the telling of one cause came.
  ///
  /// @param open told, or to be told by hand, and not confirmed
  public record Progress(int notices, int open, int confirmed) {
    public boolean isConfirmed() {
      return open == 0 && notices == confirmed;
    }
  }

  /// Tells at once that data was put right.
  ///
  /// @param categories those that were; empty for all
  /// @param cause the id of what made it, such as a request's
  /// @return how many recipients' notices there are
  public int rectified(
      Caller caller, SubjectId subject, Set<CategoryCode> categories, String cause) {
    var tenant = caller.tenant();
    var _ = prepare(tenant, subject, categories, Deed.RECTIFIED, cause);
    return tell(caller, subject, categories, Deed.RECTIFIED, cause);
  }

  /// Seals what recipients need; tells nobody yet.
  ///
  /// @param categories those whose data goes; empty for all
  /// @return how many notices there are
  public int prepare(
      TenantId tenant, SubjectId subject, Set<CategoryCode> categories, Deed deed, String cause) {
    var parts = people.of(tenant, subject);
    if (parts.isEmpty()) {
      return 0;
    }
    var keys = keyring.read(tenant, subject).filter(k -> !k.erased());
    int notices = 0;
    for (var part : parts) {
      var among = part.among(categories);
      if (!among.isEmpty()) {
        notices++;
        if (!part.notices().contains(NoticeItems.id(cause, part.disclosure(), part.index()))) {
          write(tenant, part, keys, among, deed, cause);
        }
      }
    }
    return notices;
  }

  private void write(
      TenantId tenant,
      Part part,
      Optional<PersonKeys> keys,
      Set<CategoryCode> categories,
      Deed deed,
      String cause) {
    var head = store.read(DisclosureItems.head(tenant, part.disclosure()));
    if (head.isEmpty()) {
      return; // taken back: it was never answered for
    }
    var notice =
        new Notice(
            NoticeItems.id(cause, part.disclosure(), part.index()),
            part.disclosure(),
            part.index(),
            part.subject(),
            DisclosureItems.parse(head.get()).recipient(),
            deed,
            categories,
            cause,
            State.PREPARED,
            Optional.empty(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            part.reference().isPresent(),
            Optional.empty(),
            Optional.empty());
    store.writeAll(List.of(Item.at(NoticeItems.causeMark(tenant, notice))), List.of());
    var item = NoticeItems.item(tenant, notice, reference(tenant, part, keys, notice));
    var stored =
        switch (store.put(item, Condition.noItem())) {
          case Written.Done _ -> notice;
          case Written.Conflict(var current) -> current.map(NoticeItems::parse).orElse(notice);
        };
    if (stored.state() == State.PREPARED || stored.state() == State.OPEN) {
      // by the time of the notice that stands: another's would be a second mark of it
      store.writeAll(List.of(Item.at(NoticeItems.openMark(tenant, stored))), List.of());
    }
    var _ =
        store.update(
            DisclosureItems.part(tenant, part.disclosure(), part.index()),
            List.of(new Change.Include(DisclosureItems.NOTICES, Set.of(notice.id()))),
            Condition.item());
  }

  private Optional<Bytes> reference(
      TenantId tenant, Part part, Optional<PersonKeys> keys, Notice notice) {
    return part.reference()
        .flatMap(sealed ->
            keys.flatMap(k -> papers.openReference(k, part.disclosure(), part.index(), sealed)))
        .map(text ->
            papers.sealText(tenant, part.disclosure(), NoticeSender.kind(notice.id()), text));
  }

  /// Tells them, once the deed is done.
  ///
  /// @param categories as they were prepared
  /// @return how many notices there are
  public int tell(
      Caller caller, SubjectId subject, Set<CategoryCode> categories, Deed deed, String cause) {
    var tenant = caller.tenant();
    var _ = prepare(tenant, subject, categories, deed, cause);
    var items = ofCause(tenant, cause);
    var prepared =
        items.stream().filter(item -> NoticeItems.parse(item).state() == State.PREPARED).toList();
    sender.send(caller, prepared);
    return items.size();
  }

  /// Throws away what was prepared for a deed that did not come about. The mark goes last, so that
  /// it is found again by whoever goes on.
  public void abandon(TenantId tenant, String cause) {
    for (var item : ofCause(tenant, cause)) {
      var voided =
          store.update(
              item.key(),
              List.of(
                  Change.set(NoticeItems.STATE, State.VOID.name()),
                  Change.remove(NoticeItems.REFERENCE)),
              Condition.equal(NoticeItems.STATE, State.PREPARED.name()));
      var now =
          switch (voided) {
            case Written.Done(var after) -> after;
            case Written.Conflict(var current) -> current;
          };
      now.map(NoticeItems::parse)
          .filter(notice -> notice.state() == State.VOID)
          .ifPresent(
              notice -> store.writeAll(List.of(), List.of(NoticeItems.openMark(tenant, notice))));
    }
  }

  /// How far it came.
  public Progress progress(TenantId tenant, String cause) {
    int open = 0;
    int confirmed = 0;
    var items = ofCause(tenant, cause);
    for (var item : items) {
      switch (NoticeItems.parse(item).state()) {
        case PREPARED, OPEN -> open++;
        case CONFIRMED -> confirmed++;
        case VOID -> {}
      }
    }
    return new Progress(open + confirmed, open, confirmed);
  }

  private List<Item> ofCause(TenantId tenant, String cause) {
    var range =
        Range.between(Table.REGISTER, NoticeItems.ofCause(tenant, cause), "!", "~").limit(PAGE);
    var keys =
        store.queryAll(range).stream()
            .map(mark -> NoticeItems.marked(tenant, mark.key().sort()))
            .toList();
    return List.copyOf(store.readAll(keys).values());
  }
}
