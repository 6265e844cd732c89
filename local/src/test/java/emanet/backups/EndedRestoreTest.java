package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.closure.ClosureStack;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A backup that was made before a contract ended does not bring its tenant back.
@Tag("long")
class EndedRestoreTest extends RestoreStack {
  @Test
  void whoseContractEndedDoesNotComeBackThoughEverythingIsLost() throws Exception {
    employ(1);
    var gone = new ClosureStack(stack);
    var going = new ClosureStack(stack);
    gone.begun();
    stack.advance(Duration.ofMinutes(5));
    gone.received();
    stack.advance(Duration.ofDays(12));
    var backup = shelf.make(); // its keys are among it, and are kept for a week
    stack.advance(Duration.ofDays(2));
    var closed = gone.until("/state", "CLOSED");
    going.begun();
    stack.advance(Duration.ofMinutes(3));
    loseAllTables(); // with what says who has ended
    generation(2);

    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    assertThat(restore.at("/report/unreadable")).isEmpty();
    assertThat(restore.at("/report/impossible")).isEmpty();
    stack.advance(Duration.ofMinutes(6)); // nobody remembers keys of the tables that were lost
    promoted(restore.path("id").asText());
    stack.advance(Duration.ofMinutes(2));
    // of its register nothing came back either, so no activity covers anything
    assertThat(gone.read().expect(403).problem()).isEqualTo("activity-unknown");
    assertThat(gone.write().expect(403).problem()).isEqualTo("tenant-suspended");
    assertThat(rowsOf(gone.tenant, "emanet-keys-2")).isZero();
    assertThat(rowsOf(gone.tenant, "emanet-records-2")).isZero();
    assertThat(gone.state().path("certificate")).isEqualTo(closed.path("certificate"));
    gone.dpo("dpo-1").get("/v1/ledger/checkpoint").expect(200);
    read(people.get(0)).expect(200);
    going.read().expect(200);
    assertThat(going.write().expect(403).problem()).isEqualTo("tenant-suspended");
    // and what goes on by itself goes on
    going.received();
  }

  private long rowsOf(String ended, String table) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(request -> request.tableName(table)).items().stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + ended + "#"))
          .count();
    }
  }
}
