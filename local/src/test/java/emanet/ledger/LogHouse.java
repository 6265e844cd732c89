package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.keys.AwsSigner;
import emanet.keys.Signer;
import emanet.local.Stack;
import emanet.local.verify.LogFiles;
import emanet.local.verify.LogVerifier;
import emanet.local.verify.Report;
import emanet.store.DynamoStore;
import emanet.store.Objects;
import emanet.store.Range;
import emanet.store.S3Objects;
import emanet.store.Store;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.TenantId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A tenant's log and all that is done to it, on the shared stack with a clock of its own.
final class LogHouse {
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  static final String ORIGIN = "emanet.test/ledger";

  private static final Store STORE =
      new DynamoStore(Stack.shared().dynamo(), InstantSource.system());
  private static final Signer SIGNER =
      new AwsSigner(Stack.shared().kms(), "alias/emanet-ledger", AwsSigner.Algorithm.ED25519);
  private static final Objects HOME =
      new S3Objects(Stack.shared().s3(Stack.HOME), Stack.bucket("ledger", Stack.HOME));

  final TenantId tenant = new TenantId(Stack.tenantName() + "-log");
  final MovingClock clock = new MovingClock(START);
  final Ids ids = new Ids(Randomness.system(), clock);
  final Ledger ledger = new Ledger(STORE, ids);
  final Stops stops = new Stops();
  final Sealer sealer;
  final Checkpoints checkpoints;
  final Publication publication;
  final Reconciliation reconciliation;

  LogHouse() {
    this(Stack.HOME, HOME);
  }

  private LogHouse(String region, Objects objects) {
    var store = stops.writing(STORE);
    sealer = new Sealer(store, clock);
    checkpoints = new Checkpoints(store, stops.signing(SIGNER), ORIGIN);
    publication = new Publication(store, stops.putting(objects), region);
    reconciliation = new Reconciliation(store, sealer, clock);
  }

  LogRecovery recovery() {
    return new LogRecovery(STORE, HOME, Stack.HOME, Optional.empty(), SIGNER, ORIGIN, clock);
  }

  /// The function's work, in a deployment of two Regions; it stops where `stops` say.
  Sealing sealing(LogExcerpts.Neighbour other) {
    return new Sealing(
        stops.writing(STORE), HOME, Stack.HOME, Optional.of(other), SIGNER, ORIGIN, clock);
  }

  LogExcerpts excerpts(String region, Objects objects, LogExcerpts.Neighbour other) {
    return new LogExcerpts(STORE, objects, region, Optional.of(other), SIGNER, ORIGIN);
  }

  static Store store() {
    return STORE;
  }

  /// The table, in which something happens meanwhile, each time that a day of entries is read.
  Store whileReading(Runnable meanwhile) {
    var first = "T#" + tenant + "#E#";
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> {
              if (method.getName().equals("query")
                  && arguments[0] instanceof Range range
                  && range.partition().startsWith(first)
                  && range.partition().endsWith("#0")) {
                meanwhile.run();
              }
              try {
                return method.invoke(STORE, arguments);
              } catch (InvocationTargetException e) {
                throw java.util.Objects.requireNonNull(e.getCause());
              }
            });
  }

  /// Another sealer of any log.
  Sealer otherSealer() {
    return new Sealer(STORE, clock);
  }

  /// Another one, whose every write is of so few entries; what it reads is counted.
  Sealer sealerOf(int batch) {
    return new Sealer(stops.writing(STORE), clock, batch);
  }

  Checkpoints otherCheckpoints() {
    return new Checkpoints(STORE, SIGNER, ORIGIN);
  }

  /// A signature of the deployment's key.
  static Bytes signed(String text) {
    return SIGNER.sign(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Another Region's copy.
  static Publication copy(String region, Objects objects) {
    return new Publication(STORE, objects, region);
  }

  static Objects home() {
    return HOME;
  }

  /// Appends so many entries, a millisecond apart.
  List<Receipt> append(int count) {
    var receipts = new ArrayList<Receipt>();
    var intents = new ArrayList<Intent>();
    for (int i = 0; i < count; i++) {
      intents.add(intent());
      if (intents.size() == 50 || i == count - 1) {
        receipts.addAll(ledger.intents(tenant, intents));
        intents.clear();
        clock.advance(Duration.ofMillis(50));
      }
    }
    return receipts;
  }

  Intent intent() {
    var caller =
        new Caller(
            tenant,
            new ActorId("agent-1"),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            START.plus(Duration.ofDays(900)),
            "req-1");
    return Intent.of(caller, Action.CALL).towards("GET /v1/categories");
  }

  /// Puts an entry that got its id some time ago.
  String appendLate(Duration ago) {
    var then = new Ids(Randomness.system(), () -> clock.instant().minus(ago));
    return new Ledger(STORE, then).intent(tenant, intent()).entryId();
  }

  /// One round of all that follows on one another.
  void round() {
    clock.advance(Duration.ofSeconds(10));
    while (!sealAll().done()) {
      // until nothing is left
    }
    signAndPublish();
  }

  Sealer.Round sealAll() {
    return sealer.seal(tenant, START.minus(Duration.ofDays(1)), () -> true);
  }

  void signAndPublish() {
    sealer.head(tenant).ifPresent(head -> checkpoints.sign(tenant, head));
    publication.publish(tenant);
  }

  /// The tree's ids, in order, as the index has them.
  List<String> sealedIds() {
    long size = sealer.head(tenant).map(LogHead::size).orElse(0L);
    var index = new LogIndex(STORE);
    return size == 0
        ? List.of()
        : index.bundles(tenant, 0, (size - 1) / 256).stream()
            .flatMap(bundle -> bundle.entries().stream())
            .map(SealedEntry::id)
            .toList();
  }

  Report verify() {
    return verify(HOME);
  }

  Report verify(Objects objects) {
    return new LogVerifier(files(objects), checkpoints.key(tenant), List.of(), 0, _ -> {})
        .verify(Map.of());
  }

  /// The published log is whole, and holds exactly these entries, each once.
  void assertHolds(List<String> expected) {
    var report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(expected.size());
    assertThat(sealedIds()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  static List<String> ids(Stream<Receipt> receipts) {
    return receipts.map(Receipt::entryId).toList();
  }

  LogFiles files(Objects objects) {
    return files(tenant, objects);
  }

  static LogFiles files(TenantId tenant, Objects objects) {
    return new LogFiles() {
      @Override
      public Optional<Bytes> read(String name) {
        return objects.get(tenant + "/" + name);
      }

      @Override
      public List<String> list(String prefix) {
        var names = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        List<String> page;
        do {
          page = objects.list(tenant + "/" + prefix, after, 1000);
          page.forEach(name -> names.add(name.substring(tenant.value().length() + 1)));
          after = page.isEmpty() ? after : Optional.of(page.getLast());
        } while (page.size() == 1000);
        return names;
      }
    };
  }
}
