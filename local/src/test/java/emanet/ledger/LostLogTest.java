package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.keys.AwsSigner;
import emanet.local.Stack;
import emanet.local.verify.LogVerifier;
import emanet.store.DynamoStore;
import emanet.store.Objects;
import emanet.store.S3Objects;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A table of logs that is lost while one Region's copy is behind the other's: what was signed
/// there is never signed again over anything else. A stack of its own, because its clock moves.
class LostLogTest {
  private static final String WEST = "eu-west-1";
  private static final String ORIGIN = "emanet.example/ledger";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Seal"), Stack.HOME, WEST);

  private final String tenant = Stack.tenantName();

  @Test
  void theCopyThatIsBehindIsNotTakenForTheWholeLog() {
    stack.open(tenant);
    stack.advance(Duration.ofMinutes(1));
    fault("AccessDenied", "PutObject", Stack.HOME);
    read(5);
    stack.advance(Duration.ofMinutes(1));
    assertThat(size(WEST)).as("home is behind").isGreaterThan(size(Stack.HOME));
    long signed = size(WEST);
    lose();
    stack.clearFaults(match());
    read(2);
    stack.advance(Duration.ofMinutes(2));
    for (var region : List.of(Stack.HOME, WEST)) {
      assertThat(size(region)).as(region).isGreaterThan(signed);
      verified(region);
    }
  }

  /// The schedule asks again before receipts of that day would show an omission.
  @Test
  void aDayThatWasNotGoneThroughInOneLogIsNotDone() {
    stack.open(tenant);
    stack.advance(Duration.ofMinutes(1));
    fault("AccessDenied", "GetObject", WEST);
    lose();
    var day = JsonNodeFactory.instance.objectNode().put("task", "DAY");
    assertThat(stack.control("POST", "invoke/Seal", day).status()).isNotEqualTo(200);
    stack.clearFaults(match());
    stack.control("POST", "invoke/Seal", day).expect(200);
  }

  private void fault(String error, String operation, String region) {
    var fault = JsonNodeFactory.instance.objectNode();
    fault.put("match", match()).put("service", "s3").put("operation", operation);
    fault.put("region", region).put("error", error);
    stack.control("PUT", "faults", fault).expect(200);
  }

  private String match() {
    return "/" + tenant + "/";
  }

  private void read(int times) {
    var dpo = stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
    for (int i = 0; i < times; i++) {
      dpo.get("/v1/categories").expect(200);
    }
  }

  /// All that there is of the tenant in the table.
  private void lose() {
    try (var dynamo = stack.dynamo()) {
      var name = "emanet-ledger-1";
      dynamo
          .scanPaginator(scan -> scan.tableName(name).projectionExpression("pk, sk"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#"))
          .forEach(item -> dynamo.deleteItem(delete -> delete.tableName(name).key(item)));
    }
  }

  private Objects copy(String region) {
    return new S3Objects(stack.s3(region), Stack.bucket("ledger", region));
  }

  private long size(String region) {
    return new LogObjects(copy(region), new TenantId(tenant))
        .newestCheckpoint()
        .map(SignedCheckpoint::size)
        .orElse(0L);
  }

  private void verified(String region) {
    var store = new DynamoStore(stack.dynamo(), InstantSource.system());
    var signer = new AwsSigner(stack.kms(), "alias/emanet-ledger", AwsSigner.Algorithm.ED25519);
    var key = new Checkpoints(store, signer, ORIGIN).key(new TenantId(tenant));
    var files = LogHouse.files(new TenantId(tenant), copy(region));
    var report = new LogVerifier(files, key, List.of(), 0, _ -> {}).verify(Map.of());
    assertThat(report.findings()).as(region).isEmpty();
  }
}
