package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.FaultException;
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
  private final Depot here = depot(bucket);
  private final Manifests manifests = manifests(Optional.empty());

  private Depot depot(String name) {
    s3.createBucket(request -> request.bucket(name).objectLockEnabledForBucket(true));
    var archive = new S3Archive(() -> s3, name);
    return new Depot(
        Stack.HOME,
        archive,
        archive,
        new S3Objects(s3, name),
        () -> {
          throw new UnsupportedOperationException();
        });
  }

  private Manifests manifests(Optional<Depot> other) {
    var signer = new AwsSigner(kms, "alias/emanet-backups", AwsSigner.Algorithm.ED25519);
    return new Manifests(new Depots(here, other), signer, "test/ledger");
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

  @Test
  void oneThatIsWrongHereIsTakenFromTheOtherRegion() throws BrokenBackup {
    var other = depot("other-" + bucket);
    var both = manifests(Optional.of(other));
    write("daily", AT);
    var content = objects.get(name("daily", AT)).orElseThrow();
    other.manifests().put(name("daily", AT), content);
    objects.put(name("daily", AT), Bytes.of(new byte[] {'{'}));
    assertThat(both.read("daily").at()).isEqualTo(AT);
    assertThat(both.all().stream().filter(named -> both.isGood(named, AT))).hasSize(1);
    other.manifests().put(name("daily", AT), Bytes.of(new byte[] {'['}));
    assertThatThrownBy(() -> both.read("daily"))
        .isInstanceOfSatisfying(
            BrokenBackup.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.UNREADABLE));
  }

  /// What one Region has is read where the other cannot be asked; it is not said to be missing
  /// before both were.
  @Test
  void aRegionThatIsAwayKeepsNobodyFromTheOthersCopy() throws BrokenBackup {
    var other = depot("other-" + bucket);
    var both = manifests(Optional.of(other));
    write("daily", AT);
    other.manifests().put(name("daily", AT), objects.get(name("daily", AT)).orElseThrow());
    other.manifests().put("long/one", Bytes.of(new byte[] {1}));
    var stored = other.data().find("long/one").orElseThrow();
    var part = new Manifest.Part(stored.name(), stored.version(), 1, "", 1);
    var none = new Manifest.Part("long/none", stored.version(), 1, "", 1);
    var verifying = new Verifying(new Depots(here, Optional.of(other)));
    for (var call : List.of("GetObject", "ListObjectsV2")) {
      Stack.shared().fault("/" + bucket, "s3", call, "AccessDenied");
    }
    assertThat(both.read("daily").at()).isEqualTo(AT);
    assertThat(verifying.open(new Verifying.Copied(Table.RECORDS, part))).isNotNull();
    assertThatThrownBy(() -> verifying.open(new Verifying.Copied(Table.RECORDS, none)))
        .isInstanceOf(FaultException.class);
    Stack.shared().clearFaults("/" + bucket);
  }

  /// S3 answers with the same status as to a version that never was.
  @Test
  void whatCannotBeReadForNowIsNotMissing() throws BrokenBackup {
    var name = "long/" + bucket;
    objects.put(name, Bytes.of(new byte[] {1}));
    var stored = here.data().find(name).orElseThrow();
    var verifying = new Verifying(new Depots(here, Optional.empty()));
    var part = new Manifest.Part(name, stored.version(), 1, "", 1);
    Stack.shared().fault(name, "s3", "GetObject", "KMS.DisabledException");
    assertThatThrownBy(() -> verifying.open(new Verifying.Copied(Table.RECORDS, part)))
        .isInstanceOf(FaultException.class);
    Stack.shared().clearFaults(name);
    var none = new Manifest.Part(name, "none-of-this-bucket", 1, "", 1);
    assertThatThrownBy(() -> verifying.open(new Verifying.Copied(Table.RECORDS, none)))
        .isInstanceOfSatisfying(
            BrokenBackup.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.MISSING));
  }

  /// However soon after a backup a drill begins, it tells for how long there was none.
  @Test
  void aDrillMeasuresForHowLongThereWasNothingNewer() {
    var reports = new DrillReports(new Depots(here, Optional.empty()));
    var gaps = new Gaps(manifests, reports);
    var first = AT.truncatedTo(ChronoUnit.SECONDS);
    write("first", first);
    write("second", first.plus(Duration.ofHours(24)));
    write("third", first.plus(Duration.ofHours(72)));
    copy("first", first, first.plus(Duration.ofHours(48)));
    var drill = first.plus(Duration.ofHours(74));
    assertThat(gaps.longest(drill)).as("a copy is no backup").isEqualTo(Duration.ofHours(48));
    drilled(reports, "no-end", first.plus(Duration.ofHours(70)), false);
    drilled(reports, "before", first.plus(Duration.ofHours(30)), true);
    assertThat(gaps.longest(drill)).as("since the drill before").isEqualTo(Duration.ofHours(42));
    drilled(reports, "again", first.plus(Duration.ofHours(73)), true);
    assertThat(gaps.longest(drill)).as("none since").isZero();
  }

  private static void drilled(DrillReports reports, String drill, Instant at, boolean measured) {
    var report = JsonNodeFactory.instance.objectNode();
    var counts = report.putObject("counts");
    if (measured) {
      counts.put(DrillJob.LOSS, 0);
    }
    var _ = reports.write(new DrillReports.Named(drill, at), report, at);
  }
}
