package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.closure.StoredClosure.State;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.values.TenantId;
import java.util.List;

/// Brings back how far contracts have come to their end, where that was lost, and the jobs that go
/// on with it. Records come in the order of versions, which their ids have.
public final class ClosureReplay implements Replayer {
  private final ClosureCourse course;
  private final ClosureItems items;

  ClosureReplay(ClosureCourse course, ClosureItems items) {
    this.course = course;
    this.items = items;
  }

  @Override
  public List<Replayed> kinds() {
    return List.of(Replayed.CLOSURE);
  }

  @Override
  public Came replay(TenantId platform, Replayed kind, String id, ObjectNode record) {
    var closure = StoredClosure.ofRecord(record);
    var standing = items.find(closure.tenant());
    boolean further = standing.filter(is -> is.version() >= closure.version()).isEmpty();
    if (further && !items.put(standing, closure)) {
      return Came.IMPOSSIBLE;
    }
    if (further) {
      bringBack(closure);
    }
    standing.filter(is -> !further && is.id().equals(closure.id())).ifPresent(course::goOn);
    return further ? Came.DONE : Came.STOOD;
  }

  /// Where the item was lost, what says so to everybody was, too. Where it stands it may be
  /// withdrawn at this moment: then nothing is frozen here.
  private void bringBack(StoredClosure closure) {
    if (closure.state() == State.WITHDRAWN) {
      course.thaw(closure);
    } else if (closure.state() == State.FROZEN) {
      course.freeze(closure);
    } else {
      course.goOn(closure);
    }
  }
}
