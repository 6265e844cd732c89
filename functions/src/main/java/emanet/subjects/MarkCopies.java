package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// Keeps restrictions and holds, and their ends, outside the tables before they are acknowledged. A
/// reason stays sealed under the person's own key, and goes with it.
///
/// | record | id | properties |
/// |---|---|---|
/// | restriction | the restriction's | `subject`, `kind`, `categories`, `activities`, `by`, `at`, `reason` |
/// | lifting | the restriction's | `subject`, `at` |
/// | hold | the hold's | `subject`, `category`, `by`, `at`, `reason` |
/// | release | the hold's | `subject`, `at` |
///
/// `at` is RFC 3339, `reason` base64 of a sealed record; an absent list or category means all.
final class MarkCopies {
  private final ReplayRecords records;

  MarkCopies(ReplayRecords records) {
    this.records = records;
  }

  /// @throws emanet.fault.FaultException `Unavailable`, as of the others: it is not kept anywhere
  void set(TenantId tenant, SubjectId subject, Restriction restriction) {
    var copy = about(subject).put("kind", restriction.kind().name());
    put(copy, "categories", restriction.categories());
    put(copy, "activities", restriction.activities());
    put(copy, restriction.by(), restriction.at(), restriction.reason());
    write(tenant, Replayed.RESTRICTION, restriction.id(), copy);
  }

  void lifted(TenantId tenant, SubjectId subject, String id, Instant at) {
    write(tenant, Replayed.LIFTING, id, about(subject).put("at", at.toString()));
  }

  void set(TenantId tenant, SubjectId subject, HoldNote note) {
    var copy = about(subject);
    note.hold().category().ifPresent(code -> copy.put("category", code.value()));
    put(copy, note.by(), note.at(), note.reason());
    write(tenant, Replayed.HOLD, note.hold().id(), copy);
  }

  void released(TenantId tenant, SubjectId subject, String id, Instant at) {
    write(tenant, Replayed.RELEASE, id, about(subject).put("at", at.toString()));
  }

  private static ObjectNode about(SubjectId subject) {
    return JsonNodeFactory.instance.objectNode().put("subject", subject.value());
  }

  private static void put(ObjectNode copy, String by, Instant at, Bytes reason) {
    copy.put("by", by).put("at", at.toString()).put("reason", reason.toBase64());
  }

  private static void put(ObjectNode copy, String name, Set<?> codes) {
    if (!codes.isEmpty()) {
      var sorted = new TreeSet<String>();
      codes.forEach(code -> sorted.add(code.toString()));
      sorted.forEach(copy.withArray(name)::add);
    }
  }

  private void write(TenantId tenant, Replayed kind, String id, ObjectNode copy) {
    // where the other Region is away, a job brings it there
    var _ = records.write(tenant, kind, id, copy);
  }
}
