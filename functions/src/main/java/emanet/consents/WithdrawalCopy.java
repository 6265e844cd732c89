package emanet.consents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.TreeSet;

/// What is kept of a withdrawal outside the table: all that its item has. Channel and evidence stay
/// sealed under the key of their case.
final class WithdrawalCopy {
  private WithdrawalCopy() {}

  /// @throws emanet.fault.FaultException `Unavailable`: it is not kept anywhere
  static void keep(ReplayRecords records, TenantId tenant, SubjectId subject, Consent withdrawal) {
    var id = subject + "-" + withdrawal.activity() + "-" + withdrawal.version();
    var copy = JsonNodeFactory.instance.objectNode();
    copy.put("subject", subject.value()).put("activity", withdrawal.activity().value());
    copy.put("version", withdrawal.version());
    copy.put("activityVersion", withdrawal.activityVersion());
    withdrawal
        .notice()
        .ifPresent(
            notice -> copy.put("notice", notice.id()).put("noticeVersion", notice.version()));
    copy.put("scope", withdrawal.scope());
    var covers = copy.putArray("covers");
    new TreeSet<>(withdrawal.covers()).forEach(covers::add);
    copy.put("at", withdrawal.at().toString()).put("by", withdrawal.by());
    copy.put("mark", withdrawal.mark().toBase64()).put("receipt", withdrawal.receipt());
    copy.put("sealed", withdrawal.sealed().toBase64());
    var _ = records.write(tenant, Replayed.WITHDRAWAL, id, copy);
  }
}
