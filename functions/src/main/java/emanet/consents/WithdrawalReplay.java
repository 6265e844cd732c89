package emanet.consents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Keyring;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Withdraws again what was withdrawn after the backup. What stood before it in the backup becomes
/// a past decision; a decision of a later version, consent given anew included, stands. The
/// disposal that follows a withdrawal is marked as not done, whether it was or not: it is done
/// again.
public final class WithdrawalReplay implements Replayer {
  private final Store store;
  private final ConsentItems items;

  public WithdrawalReplay(Store store) {
    this.store = store;
    this.items = new ConsentItems(store);
  }

  @Override
  public List<Replayed> kinds() {
    return List.of(Replayed.WITHDRAWAL);
  }

  @Override
  public Came replay(TenantId tenant, Replayed kind, String id, ObjectNode record) {
    var subject = new SubjectId(record.path("subject").asText());
    var activity = new ActivityCode(record.path("activity").asText());
    if (store.read(Keyring.item(tenant, subject)).isEmpty()) {
      return Came.NOTHING;
    }
    long version = record.path("version").asLong();
    var now = items.read(tenant, subject, activity);
    if (now.filter(one -> one.version() >= version).isPresent()) {
      return Came.STOOD;
    }
    return items.write(tenant, subject, now, withdrawal(activity, version, record))
        ? Came.DONE
        : Came.IMPOSSIBLE;
  }

  private static Consent withdrawal(ActivityCode activity, long version, ObjectNode record) {
    var notice =
        record.has("notice")
            ? Optional.of(
                new Consent.Notice(
                    record.path("notice").asText(), record.path("noticeVersion").asLong()))
            : Optional.<Consent.Notice>empty();
    var covers = new TreeSet<String>();
    record.path("covers").forEach(part -> covers.add(part.asText()));
    return new Consent(
        activity,
        version,
        false,
        record.path("activityVersion").asLong(),
        notice,
        record.path("scope").asText(),
        covers,
        Instant.parse(record.path("at").asText()),
        record.path("by").asText(),
        Bytes.ofBase64(record.path("mark").asText()),
        record.path("receipt").asText(),
        Bytes.ofBase64(record.path("sealed").asText()),
        true);
  }
}
