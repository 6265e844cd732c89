package emanet.ledger;

import emanet.store.Item;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whose data was asked to be changed in a time, as the ledger has it: what a restore of an earlier
/// moment has lost of them, of their consents and notices, of what was passed on, of their
/// applications. What is replayed after a restore is none of it (`register.replay`); nor is what
/// was disposed of, for the next run does that again. An intent that was refused counts, too:
/// rather one too many.
public final class ChangedPeople {
  private static final Set<Action> CHANGES =
      EnumSet.of(
          Action.WRITE,
          Action.PATCH,
          Action.DELETE,
          Action.CREATE_SUBJECT,
          Action.CHANGE_SUBJECT,
          Action.GIVE_CONSENT,
          Action.DELIVER_NOTICE,
          Action.PASSED_ON,
          Action.CONFIRM_DISCLOSURE,
          Action.TELL_RECIPIENT,
          Action.REQUEST_OPEN,
          Action.REQUEST_CHANGE);

  private static final int ENTRIES = 10_000;

  private final Store store;

  public ChangedPeople(Store store) {
    this.store = store;
  }

  /// What a part of the time came to.
  ///
  /// @param people their ids
  /// @param next from when to go on; empty at the end
  public record Page(Set<String> people, Optional<Instant> next) {
    public Page {
      people = Set.copyOf(people);
    }
  }

  /// Who was changed from one millisecond to another, both inclusive: as far as one call goes.
  public Page between(TenantId tenant, Instant from, Instant to) {
    return between(tenant, from, to, ENTRIES);
  }

  /// @param most how many entries are read, and what else is of the last one's millisecond
  Page between(TenantId tenant, Instant from, Instant to, int most) {
    var people = new TreeSet<String>();
    var entries = new Shards(store, tenant, from, to);
    var last = from;
    for (int read = 0; entries.hasNext(); read++) {
      var entry = entries.next();
      var at = Ids.timeOf(entry.key().sort());
      if (read >= most && at.isAfter(last)) {
        return new Page(people, Optional.of(at));
      }
      last = at;
      changed(entry).ifPresent(people::add);
    }
    return new Page(people, Optional.empty());
  }

  private static Optional<String> changed(Item entry) {
    var json = EntryReader.parse(entry.text(Placement.LEAF));
    var subject = json.path("subject").asText();
    var action = json.path("action").asText();
    return Optional.of(subject)
        .filter(id -> !id.isEmpty() && CHANGES.stream().anyMatch(one -> one.name().equals(action)));
  }
}
