package emanet.ledger;

import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.EnumSet;
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

  private final Store store;

  public ChangedPeople(Store store) {
    this.store = store;
  }

  /// Their ids.
  ///
  /// @param most no more than these, and one beyond if there are more
  public Set<String> between(TenantId tenant, Instant from, Instant to, int most) {
    var people = new TreeSet<String>();
    var entries = new Shards(store, tenant, from, to);
    while (entries.hasNext() && people.size() <= most) {
      var json = EntryReader.parse(entries.next().text(Placement.LEAF));
      var subject = json.path("subject").asText();
      boolean changes =
          CHANGES.stream().anyMatch(action -> action.name().equals(json.path("action").asText()));
      if (changes && !subject.isEmpty()) {
        people.add(subject);
      }
    }
    return people;
  }
}
