package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.register.Activities;
import emanet.subjects.Change;
import emanet.subjects.Holdings;
import emanet.subjects.RecordPlace;
import emanet.subjects.RecordWrites;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.Sha256;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Puts a record right by the way that every record is written: under an activity that is engaged
/// for it, covers the fields and is open to the data-protection officer, with policy, ledger and
/// index as ever. Its mark comes from the request: run again, it finds its own write.
final class Rectifying implements Execution.Performer {
  /// What the record's version became: there once it is put right.
  static final String VERSION = "version";

  private static final int MARK = 16;

  private final Holdings holdings;
  private final RecordWrites writes;
  private final Activities activities;

  Rectifying(Holdings holdings, RecordWrites writes, Activities activities) {
    this.holdings = holdings;
    this.writes = writes;
    this.activities = activities;
  }

  @Override
  public StepResult perform(Execution.Work work) {
    int number = Integer.parseInt(work.step().part());
    var change = work.decision().changes().get(number);
    var record = new RecordId(change.record());
    var held =
        holdings.of(work.tenant(), work.subject()).records().stream()
            .filter(one -> one.category().equals(change.category()) && one.record().equals(record))
            .findFirst()
            .orElseThrow(() -> new Fault.Absent().exception());
    var place = new RecordPlace(work.tenant(), work.subject(), change.category(), record);
    var ask =
        new RecordWrites.Ask(
            work.caller(),
            activity(work, held, change),
            place,
            Optional.of(new Change(change.fields(), Optional.empty(), Optional.empty(), true)),
            OptionalLong.empty(),
            false);
    var done = writes.write(writes.allow(ask), mark(work.id(), number), _ -> () -> true);
    var detail = JsonNodeFactory.instance.objectNode();
    detail.put("category", change.category().value()).put("recordId", change.record());
    return StepResult.done(detail.put(VERSION, done.version()));
  }

  private ActivityCode activity(
      Execution.Work work, Holdings.Holding held, Decision.RecordChange change) {
    var fields = new TreeSet<String>();
    change.fields().fieldNames().forEachRemaining(fields::add);
    return activities.all(work.tenant()).stream()
        .filter(filed -> held.activities().contains(filed.code()))
        .map(filed -> filed.value())
        .filter(activity -> activity.roles().contains(Role.DPO))
        .filter(activity ->
            activity
                .use(change.category())
                .filter(use -> fields.stream().allMatch(use::covers))
                .isPresent())
        .map(activity -> activity.code())
        .findFirst()
        .orElseThrow(() -> new Fault.Refused(Refusal.ACTIVITY_ROLE).exception());
  }

  private static Bytes mark(String id, int number) {
    var digest = Sha256.of("rectification#" + id + "#" + number);
    return Bytes.of(Arrays.copyOf(digest.toArray(), MARK));
  }
}
