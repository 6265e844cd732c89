package emanet.disclosures;

import emanet.alerts.Send;
import emanet.disclosures.Notice.Means;
import emanet.disclosures.Notice.State;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was passed on of a person, and how far its recipients have come with what they were told:
/// for whoever answers the person. No value and no reference is in it.
public final class Tracking {
  private final Store store;
  private final PersonParts parts;
  private final Confirmations confirmations;

  Tracking(Store store, PersonParts parts, Confirmations confirmations) {
    this.store = store;
    this.parts = parts;
    this.confirmations = confirmations;
  }

  /// Data that was passed on.
  public record Passed(
      String recipient,
      String country,
      ActivityCode activity,
      Set<CategoryCode> categories,
      Instant at) {
    public Passed {
      categories = Set.copyOf(categories);
    }
  }

  /// What a recipient was told.
  ///
  /// @param cause the id of the erasure or of the request that made it
  /// @param erased else put right
  public record Told(
      String notice,
      String disclosure,
      String recipient,
      boolean erased,
      Set<CategoryCode> categories,
      String cause,
      Progress progress,
      Instant at,
      Optional<Instant> confirmedAt) {
    public Told {
      categories = Set.copyOf(categories);
    }
  }

  /// How far the telling of one recipient came.
  public enum Progress {
    /// On its way.
    PENDING,
    /// The other side took it; it has not confirmed yet.
    SENT,
    /// To be told by hand.
    TASK,
    /// Given up after its tries: listed until somebody tries again.
    FAILED,
    CONFIRMED
  }

  /// Oldest first.
  public List<Passed> passed(TenantId tenant, SubjectId subject) {
    var all = parts.of(tenant, subject);
    var heads = new HashSet<Key>();
    all.forEach(part -> heads.add(DisclosureItems.head(tenant, part.disclosure())));
    var read = store.readAll(heads);
    var passed = new ArrayList<Passed>();
    for (var part : all) {
      Optional.ofNullable(read.get(DisclosureItems.head(tenant, part.disclosure())))
          .map(DisclosureItems::parse)
          .ifPresent(head ->
              passed.add(
                  new Passed(
                      head.recipient(),
                      head.country(),
                      head.activity(),
                      part.among(Set.of()),
                      head.at())));
    }
    return passed;
  }

  /// All that recipients were told about a person, oldest first.
  public List<Told> told(TenantId tenant, SubjectId subject) {
    var keys = new HashSet<Key>();
    for (var part : parts.of(tenant, subject)) {
      part.notices().forEach(id -> keys.add(NoticeItems.key(tenant, part.disclosure(), id)));
    }
    if (keys.isEmpty()) {
      return List.of();
    }
    List<Item> items = List.copyOf(store.readAll(keys).values());
    var notices =
        items.stream()
            .map(NoticeItems::parse)
            .filter(notice -> notice.state() != State.VOID)
            .sorted(Comparator.comparing(Notice::at).thenComparing(Notice::id))
            .toList();
    return confirmations.followed(tenant, notices).stream().map(Tracking::told).toList();
  }

  private static Told told(Confirmations.Followed followed) {
    var notice = followed.notice();
    return new Told(
        notice.id(),
        notice.disclosure(),
        notice.recipient(),
        notice.deed() == Deed.ERASED,
        notice.categories(),
        notice.cause(),
        progress(notice, followed.send()),
        notice.at(),
        notice.confirmedAt());
  }

  private static Progress progress(Notice notice, Optional<Send> send) {
    if (notice.state() == State.CONFIRMED) {
      return Progress.CONFIRMED;
    }
    if (notice.means().filter(Means.TASK::equals).isPresent()) {
      return Progress.TASK;
    }
    return switch (send.map(Send::state).orElse(Send.State.QUEUED)) {
      case QUEUED, CLAIMED -> Progress.PENDING;
      case SENT -> Progress.SENT;
      case DEAD -> Progress.FAILED;
    };
  }
}
