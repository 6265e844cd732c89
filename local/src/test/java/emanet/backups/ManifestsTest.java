package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.keys.AwsSigner;
import emanet.local.Stack;
import emanet.store.Objects;
import emanet.store.S3Archive;
import emanet.store.S3Objects;
import emanet.store.Table;
import emanet.values.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A manifest is found by its name, which says of when it is: but it counts for what is signed.
class ManifestsTest {
  private static final Instant AT = Instant.parse("2026-11-02T09:00:00.250Z");
  private static final Instant LATER = AT.plus(Duration.ofDays(3));

  @AutoClose private final S3Client s3 = Stack.shared().s3(Stack.HOME);
  @AutoClose private final KmsClient kms = Stack.shared().kms();

  private final String bucket = "manifests-" + Stack.tenantName();
  private final Objects objects = new S3Objects(s3, bucket);
  private final Manifests manifests = manifests();

  private Manifests manifests() {
    s3.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
    var archive = new S3Archive(() -> s3, bucket);
    var depot =
        new Depot(
            Stack.HOME,
            archive,
            archive,
            objects,
            () -> {
              throw new UnsupportedOperationException();
            });
    var signer = new AwsSigner(kms, "alias/emanet-backups", AwsSigner.Algorithm.ED25519);
    return new Manifests(new Depots(depot, Optional.empty()), signer, "test/ledger");
  }

  private void write(String id, Instant at) {
    var tables = new EnumMap<Table, Manifest.Copy>(Table.class);
    Life.TABLES.forEach(table ->
        tables.put(table, new Manifest.Copy(table, at.plus(Duration.ofDays(7)), 0, List.of())));
    var manifest = new Manifest(id, "test/ledger", Stack.HOME, at, tables);
    assertThat(manifests.write(manifest, Duration.ofDays(36_500))).isTrue();
  }

  /// As who may put objects could, without any key of the deployment's.
  private void copy(String id, Instant from, Instant to) {
    var content = objects.get(name(id, from)).orElseThrow();
    assertThat(objects.putOnce(name(id, to), content, Optional.empty()))
        .isEqualTo(Objects.Put.WRITTEN);
  }

  private static String name(String id, Instant at) {
    return "manifests/" + Stamp.of(at) + "-" + id + ".json";
  }

  @Test
  void aManifestUnderALaterNameIsNoYoungerBackup() throws BrokenBackup {
    write("daily", AT);
    copy("daily", AT, LATER);
    var all = manifests.all();
    assertThat(all).extracting(Manifests.Named::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    var now = LATER.minusSeconds(60);
    assertThat(all.stream().filter(named -> manifests.isGood(named, now)))
        .containsExactly(new Manifests.Named("daily", AT.truncatedTo(ChronoUnit.SECONDS)));
    assertThatThrownBy(() -> manifests.read(all.getFirst()))
        .isInstanceOfSatisfying(
            BrokenBackup.class, e -> assertThat(e.flaw().name()).isEqualTo("MISNAMED"));
    // and it does not keep the good one from being found
    assertThat(manifests.read("daily").at()).isEqualTo(AT);
  }

  @Test
  void ofSeveralThatAreWrongTheNewestIsSaid() {
    write("daily", AT);
    copy("daily", AT, LATER);
    objects.put(name("daily", AT), Bytes.of(new byte[] {'{'}));
    assertThatThrownBy(() -> manifests.read("daily"))
        .isInstanceOfSatisfying(
            BrokenBackup.class, e -> assertThat(e.flaw().name()).isEqualTo("MISNAMED"));
  }
}
