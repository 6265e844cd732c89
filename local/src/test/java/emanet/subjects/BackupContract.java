package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.backups.BackupHouse;
import emanet.backups.Flaw;
import emanet.backups.ListedExports;
import emanet.keys.AwsSigner;
import emanet.keys.Ed25519;
import emanet.keys.PairSigner;
import emanet.keys.Signer;
import emanet.local.Stack;
import emanet.store.Condition;
import emanet.store.DynamoExports;
import emanet.store.Exports;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Backups, on whatever answers as AWS: exported, hashed, signed, locked, and read back.
abstract class BackupContract extends AwsContract {
  private static final int ITEMS = 40;
  private static final String SIGNING_KEY = "alias/emanet-backups";

  private DynamoDbClient dynamo;
  private KmsClient kms;
  private S3Client s3;

  @BeforeAll
  void connect() {
    dynamo = stack.dynamo();
    kms = stack.kms();
    s3 = stack.s3(Stack.HOME);
    if (lacking().contains(Ability.EXPORTS_LISTED)) {
      recoverable();
    }
  }

  /// As data.yaml has it; the edge's tables always are.
  private void recoverable() {
    dynamo.listTables().tableNames().stream()
        .filter(name -> !name.equals("emanet-deployment"))
        .forEach(name ->
            dynamo.updateContinuousBackups(update ->
                update
                    .tableName(name)
                    .pointInTimeRecoverySpecification(r -> r.pointInTimeRecoveryEnabled(true))));
  }

  @AfterAll
  void disconnect() {
    dynamo.close();
    kms.close();
    s3.close();
  }

  private Signer signer() {
    return lacking().contains(Ability.ED25519)
        ? new PairSigner()
        : new AwsSigner(kms, SIGNING_KEY, AwsSigner.Algorithm.ED25519);
  }

  private Exports exports() {
    var exports = new DynamoExports(dynamo, InstantSource.system());
    return lacking().contains(Ability.EXPORTS_LISTED) ? new ListedExports(exports, s3) : exports;
  }

  /// @return the items' partition
  private String written() {
    var partition = "T#x#S#" + ids.random();
    for (int i = 0; i < ITEMS; i++) {
      store.put(
          Item.at(new Key(Table.RECORDS, partition, "R#" + i)).with("v", i), Condition.noItem());
    }
    // one of every table that is backed up, so that each has a file with something in it
    for (var table : List.of(Table.REGISTER, Table.KEYS, Table.LEDGER, Table.FRAGMENTS)) {
      store.put(Item.at(new Key(table, partition, "X")).with("v", 1), Condition.noItem());
    }
    // a backup is as of a full second, and of what was there by then
    var over = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    while (Instant.now().isBefore(over)) {
      LockSupport.parkUntil(over.toEpochMilli());
    }
    return partition;
  }

  @Test
  void aBackupIsReadBackAsItWasMade() {
    needs(Ability.EXPORTS);
    var partition = written();
    try (var house = new BackupHouse(stack, store, exports(), signer())) {
      var id = "whole-" + ids.random();
      house.make(id);
      assertThat(house.flaw(id)).isEmpty();
      assertThat(house.objects(id)).isGreaterThanOrEqualTo(3 * 5);
      assertThat(house.at(id)).isBefore(Instant.now());
      var sorts = new HashSet<String>();
      for (var item : house.items(id, Table.RECORDS)) {
        if (item.at("/pk/S").asText().equals(partition)) {
          sorts.add(item.at("/sk/S").asText());
        }
      }
      assertThat(sorts).hasSize(ITEMS);
      for (var table : List.of(Table.REGISTER, Table.KEYS, Table.LEDGER, Table.FRAGMENTS)) {
        assertThat(house.items(id, table))
            .as(table.label())
            .anyMatch(item -> item.at("/pk/S").asText().equals(partition));
      }
    }
  }

  /// What is laid over an object counts for nothing, since versions are named; a manifest that
  /// names that version is refused, though it be signed; so is one that is not what was signed.
  @Test
  void aBitThatIsNotAsItWasIsRefused() {
    needs(Ability.EXPORTS);
    var _ = written();
    try (var house = new BackupHouse(stack, store, exports(), signer())) {
      var id = "flipped-" + ids.random();
      house.make(id);
      for (var table : List.of(Table.RECORDS, Table.KEYS)) {
        var version = house.flipObject(id, table);
        assertThat(house.flaw(id)).as("another version over it").isEmpty();
        var other = "other-" + ids.random();
        house.named(other, id, table, version);
        assertThat(house.flaw(other)).as(table.label()).contains(Flaw.DAMAGED);
      }
      house.flipManifest(id);
      assertThat(house.flaw(id)).contains(Flaw.FORGED);
    }
  }

  @Test
  void whatABackupNamesIsDestroyedByNobody() {
    needs(Ability.EXPORTS);
    needs(Ability.OBJECT_LOCK);
    var _ = written();
    try (var house = new BackupHouse(stack, store, exports(), signer())) {
      var id = "kept-" + ids.random();
      house.make(id);
      for (var table : List.of(Table.RECORDS, Table.KEYS)) {
        assertThat(house.keeps(id, table)).as(table.label()).isTrue();
      }
      assertThat(house.flaw(id)).isEmpty();
    }
  }

  @Test
  void anExportListsWhatItWrote() {
    needs(Ability.EXPORTS);
    needs(Ability.EXPORTS_LISTED);
    var _ = written();
    var exports = new DynamoExports(dynamo, InstantSource.system());
    var bucket = Stack.bucket("backups", Stack.HOME);
    var token = ids.random();
    var at = exports.latest(List.of(Table.FRAGMENTS));
    var export = exports.begin(Table.FRAGMENTS, at, bucket, "long/contract/" + token, token);
    assertThat(exports.begin(Table.FRAGMENTS, at, bucket, "long/contract/" + token, token))
        .as("by the same token")
        .isEqualTo(export);
    var progress = exports.progress(export);
    for (int i = 0; i < 200 && progress.state() == Exports.State.RUNNING; i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
      progress = exports.progress(export);
    }
    assertThat(progress.state()).isEqualTo(Exports.State.DONE);
    assertThat(progress.items()).isPositive();
    var summary = progress.manifest();
    assertThat(s3.headObject(get -> get.bucket(bucket).key(summary)).contentLength()).isPositive();
  }

  @Test
  void aKeyOfKmsSignsAsEd25519Does() {
    needs(Ability.ED25519);
    var signer = new AwsSigner(kms, SIGNING_KEY, AwsSigner.Algorithm.ED25519);
    var message = Bytes.of("emanet-backup-v1 x\n".getBytes(StandardCharsets.UTF_8));
    var signature = signer.sign(message);
    var key = Ed25519.ofInfo(signer.publicKey());
    assertThat(Ed25519.verifies(key, message.toArray(), signature)).isTrue();
    assertThat(Ed25519.verifies(key, new byte[] {1}, signature)).isFalse();
  }

  /// Nothing rests on this alone: the product writes once by a condition of its own.
  @Test
  void aBucketsPolicyBindsAnAdministratorToo() {
    needs(Ability.BUCKET_POLICIES);
    var bucket = Stack.bucket("erasures", Stack.HOME);
    assertThatThrownBy(() ->
            s3.putObject(
                put -> put.bucket(bucket).key("contract/" + ids.random()),
                RequestBody.fromString("without If-None-Match")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }
}
