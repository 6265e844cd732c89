package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.store.DynamoStore;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import emanet.values.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The ledger on a real engine. Each test has a tenant of its own.
class LedgerTest {
  private static final Instant START = Instant.parse("2026-10-30T22:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(60));

  private static LedgerTables tables;

  private final MovingClock clock = new MovingClock(START);
  private final Ids ids = new Ids(Randomness.system(), clock);
  private final DynamoStore store = new DynamoStore(tables.client(), InstantSource.system());
  private final Ledger ledger = new Ledger(store, ids);
  private final Fragments fragments =
      new Fragments(store, new Plain(), Providers.none(), Randomness.system());

  @BeforeAll
  static void tables() {
    tables = LedgerTables.shared();
  }

  @Test
  void anIntentAndWhatCameOfItAreOneEntry() {
    var tenant = new TenantId("one-entry");
    var person = new SubjectId(ids.random());
    var asked = read(tenant, "agent-1", person).ofFields(Set.of("lastName")).seenAs("plain");
    var shown = ledger.intent(tenant, asked);
    clock.advance(Duration.ofMillis(1));
    var refused = ledger.intent(tenant, asked);
    var other = ledger.intent(tenant, read(tenant, "agent-2", person));
    clock.advance(Duration.ofSeconds(20));
    ledger.outcome(tenant, refused, asked, Outcome.VERSION, OptionalLong.of(4));
    clock.advance(Duration.ofMillis(1));
    var why = ledger.refused(tenant, refused, asked, Refusal.VIEW);

    var entries = ledger.bySubject(tenant, person, START, END, 10, Optional.empty()).entries();
    assertThat(entries)
        .extracting(Entry::id)
        .containsExactlyInAnyOrder(shown.entryId(), refused.entryId(), other.entryId());
    var first = entries.getFirst();
    assertThat(first.receipt()).isEqualTo(shown);
    assertThat(first.done()).isTrue();
    assertThat(first.fields()).containsExactly("lastName");
    assertThat(first.view()).contains("plain");
    assertThat(first.at()).isEqualTo(START);
    var second = entry(entries, refused);
    assertThat(second.done()).isFalse();
    assertThat(second.results())
        .extracting(Entry.Result::outcome)
        .containsExactly(Outcome.VERSION, Outcome.REFUSED);
    assertThat(second.results().getLast().receipt()).isEqualTo(why);
    assertThat(second.results().getLast().reason()).contains("view-not-granted");
    assertThat(second.results().getFirst().version()).hasValue(4);
    assertThat(
            ledger
                .byActor(tenant, new ActorId("agent-1"), START, END, 10, Optional.empty())
                .entries())
        .isEqualTo(List.of(first, second));
  }

  @Test
  void pagesFollowTimeAcrossShardsAndDays() {
    var tenant = new TenantId("pages");
    var person = new SubjectId(ids.random());
    var made = new ArrayList<String>();
    for (int i = 0; i < 120; i++) {
      var intent = read(tenant, "agent-1", person);
      var receipt = ledger.intent(tenant, intent);
      made.add(receipt.entryId());
      if (i % 3 == 0) {
        ledger.outcome(tenant, receipt, intent, Outcome.ABSENT, OptionalLong.empty());
      }
      clock.advance(Duration.ofMinutes(37));
    }
    for (int limit : new int[] {1, 7, 50, 120, 200}) {
      var seen = new ArrayList<Entry>();
      Optional<String> after = Optional.empty();
      do {
        var page = ledger.bySubject(tenant, person, START, END, limit, after);
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
        seen.addAll(page.entries());
        after = page.after();
      } while (after.isPresent());
      assertThat(seen).extracting(Entry::id).isEqualTo(made);
      assertThat(seen.stream().filter(e -> !e.done()).count()).isEqualTo(40);
    }
  }

  @Test
  void windowsHoldTheirStartAndNotTheirEnd() {
    var tenant = new TenantId("windows");
    var person = new SubjectId(ids.random());
    var intent = read(tenant, "agent-1", person);
    ledger.intent(tenant, intent);
    clock.advance(Duration.ofSeconds(1));
    var inside = ledger.intent(tenant, intent);
    clock.advance(Duration.ofSeconds(1));
    var late = ledger.outcome(tenant, inside, intent, Outcome.FAILED, OptionalLong.empty());
    ledger.intent(tenant, intent);
    var entries =
        ledger
            .bySubject(
                tenant, person, START.plusSeconds(1), START.plusSeconds(2), 10, Optional.empty())
            .entries();
    assertThat(entries).extracting(Entry::id).containsExactly(inside.entryId());
    assertThat(entries.getFirst().results().getFirst().receipt()).isEqualTo(late);
  }

  @Test
  void manyAtOnce() {
    var tenant = new TenantId("many");
    var people = new ArrayList<SubjectId>();
    var intents = new ArrayList<Intent>();
    for (int i = 0; i < 130; i++) {
      people.add(new SubjectId(ids.random()));
      intents.add(read(tenant, "batch-1", people.get(i)));
    }
    var receipts = ledger.intents(tenant, intents);
    assertThat(receipts).hasSize(130).doesNotHaveDuplicates();
    var entries =
        ledger.byActor(tenant, new ActorId("batch-1"), START, END, 200, Optional.empty()).entries();
    assertThat(entries).extracting(Entry::receipt).containsExactlyInAnyOrderElementsOf(receipts);
    assertThat(ledger.bySubject(tenant, people.get(99), START, END, 10, Optional.empty()).entries())
        .extracting(Entry::receipt)
        .containsExactly(receipts.get(99));
  }

  @Test
  void tenantsNeverMeet() {
    var person = new SubjectId(ids.random());
    var mine = new TenantId("meet-1");
    ledger.intent(mine, read(mine, "agent-1", person));
    var other = new TenantId("meet-2");
    assertThat(ledger.bySubject(other, person, START, END, 10, Optional.empty()).entries())
        .isEmpty();
    assertThat(
            ledger
                .byActor(other, new ActorId("agent-1"), START, END, 10, Optional.empty())
                .entries())
        .isEmpty();
  }

  @Test
  void anEntryWhoseAnswerIsLostIsThereOnce() {
    var tenant = new TenantId("lost-answer");
    var person = new SubjectId(ids.random());
    tables.misbehave(
        "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"error\":\"LostAnswer\",\"count\":1,\"match\":\"T#lost-answer#\"}");
    var receipt = ledger.intent(tenant, read(tenant, "agent-1", person));
    assertThat(ledger.bySubject(tenant, person, START, END, 10, Optional.empty()).entries())
        .extracting(Entry::receipt)
        .containsExactly(receipt);
  }

  @Test
  void anEntryThatCannotBeWrittenStopsItsCall() {
    var tenant = new TenantId("no-ledger");
    var person = new SubjectId(ids.random());
    tables.misbehave(
        "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"error\":\"InternalServerError\",\"match\":\"T#no-ledger#\"}");
    assertThatThrownBy(() -> ledger.intent(tenant, read(tenant, "agent-1", person)))
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Unavailable.class));
  }

  /// It lies beside the call's first entry, which commits to it; an entry of nobody's visit has
  /// none.
  @Test
  void fromWhereItWasAskedLiesBesideTheFirstEntry() {
    var tenant = new TenantId("visited");
    var visited = new Ledger(store, ids, fragments);
    var caller = visitor(tenant);
    var first = visited.intent(tenant, Intent.of(caller, Action.READ));
    var second = visited.intent(tenant, Intent.of(caller, Action.READ));
    var batch =
        visited.intents(tenant, List.of(Intent.of(visitor(tenant), Action.READ), plain(tenant)));
    for (var entry : List.of(first, batch.getFirst())) {
      var opened = fragments.open(tenant, fragment(tenant, entry).orElseThrow());
      assertThat(opened.fragment().address()).isEqualTo("203.0.113.7");
      assertThat(opened.fragment().page()).isEqualTo("GET /v1/subjects/{id}");
      assertThat(leaf(tenant, entry)).contains("\"fragment\":\"" + opened.commitment().toHex());
    }
    for (var entry : List.of(second, batch.getLast(), visited.intent(tenant, plain(tenant)))) {
      assertThat(fragment(tenant, entry)).isEmpty();
      assertThat(leaf(tenant, entry)).doesNotContain("fragment", "203.0.113.7");
    }
  }

  /// Where either of the two cannot be written, the call is stopped, and nothing of it is still on
  /// its way.
  @Test
  void anEntryAndItsFragmentAreWrittenOrTheCallIsStopped() {
    var torn = new TenantId("torn");
    var visited = new Ledger(store, ids, fragments);
    tables.misbehave(
        "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"error\":\"AccessDeniedException\",\"match\":\"T#torn#E#\"}");
    tables.misbehave(
        "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"latency\":\"PT0.4S\",\"match\":\"T#torn#F#\"}");
    assertThatThrownBy(() -> visited.intent(torn, Intent.of(visitor(torn), Action.READ)))
        .isInstanceOf(FaultException.class);
    var day = LocalDate.ofInstant(START, ZoneOffset.UTC);
    assertThat(items(Table.FRAGMENTS, Fragments.partitions(torn, day))).hasSize(1);
    assertThat(items(Table.LEDGER, Placement.partitions(torn, day))).isEmpty();

    var bare = new TenantId("bare");
    tables.misbehave(
        "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"error\":\"AccessDeniedException\",\"match\":\"T#bare#F#\"}");
    assertThatThrownBy(() -> visited.intent(bare, Intent.of(visitor(bare), Action.READ)))
        .isInstanceOf(FaultException.class);
  }

  @Test
  void aCallThatNeverCameToAnIntentIsRefusedWithOne() {
    var tenant = new TenantId("refused");
    var why = ledger.refused(tenant, plain(tenant), Refusal.ROLE);
    var entries =
        ledger.byActor(tenant, new ActorId("agent-1"), START, END, 10, Optional.empty()).entries();
    assertThat(entries).hasSize(1);
    var result = entries.getFirst().results().getFirst();
    assertThat(result.receipt()).isEqualTo(why);
    assertThat(result.reason()).contains(Refusal.ROLE.slug());
    var outcome = EntryReader.outcome(leaf(tenant, why));
    assertThat(outcome).isEqualTo(new EntryReader.OutcomeOf(entries.getFirst().id(), false));
    var version =
        ledger.outcome(
            tenant,
            entries.getFirst().receipt(),
            plain(tenant),
            Outcome.VERSION,
            OptionalLong.of(2));
    assertThat(EntryReader.outcome(leaf(tenant, version)).done()).isTrue();
  }

  /// What the sealer will read: every entry, outcomes too, in the partition that its id names.
  @Test
  void entriesLieWhereTheirIdsSay() {
    var tenant = new TenantId("placed");
    var person = new SubjectId(ids.random());
    var intent = read(tenant, "agent-1", person);
    var receipt = ledger.intent(tenant, intent);
    clock.advance(Duration.ofHours(3));
    var outcome = ledger.outcome(tenant, receipt, intent, Outcome.STALE, OptionalLong.empty());
    for (var placed : List.of(receipt, outcome)) {
      var key = Placement.key(tenant, placed.entryId());
      var items = store.query(Range.prefix(Table.LEDGER, key.partition(), "0"));
      assertThat(items).extracting(item -> item.key().sort()).contains(placed.entryId());
      var item = store.read(key).orElseThrow();
      assertThat(Leaf.hash(item.text("leaf"))).isEqualTo(placed.leafHash());
      assertThat(Placement.BY_ACTOR.of(item)).isEqualTo("agent-1");
      assertThat(Placement.BY_SUBJECT.of(item)).isEqualTo(person.value());
      var day = LocalDate.ofInstant(Ids.timeOf(placed.entryId()), ZoneOffset.UTC);
      assertThat(Placement.partitions(tenant, day))
          .hasSize(Placement.DAY_SHARDS)
          .doesNotHaveDuplicates()
          .contains(key.partition());
    }
    assertThat(Placement.key(tenant, receipt.entryId()).partition()).contains("#E#20261030#");
    assertThat(Placement.key(tenant, outcome.entryId()).partition()).contains("#E#20261031#");
  }

  private static Caller visitor(TenantId tenant) {
    return plain(tenant)
        .caller()
        .from(new Visit("203.0.113.7", "GET /v1/subjects/{id}", Optional.empty()));
  }

  private static Intent plain(TenantId tenant) {
    return read(tenant, "agent-1", new SubjectId("0123456789abcdefghjkmnpqrs"));
  }

  private String leaf(TenantId tenant, Receipt entry) {
    return store.read(Placement.key(tenant, entry.entryId())).orElseThrow().text("leaf");
  }

  private Optional<Item> fragment(TenantId tenant, Receipt entry) {
    var day = LocalDate.ofInstant(Ids.timeOf(entry.entryId()), ZoneOffset.UTC);
    return items(Table.FRAGMENTS, Fragments.partitions(tenant, day)).stream()
        .filter(item -> item.key().sort().equals(entry.entryId()))
        .findFirst();
  }

  private List<Item> items(Table table, List<String> partitions) {
    return partitions.stream()
        .flatMap(partition -> store.query(Range.prefix(table, partition, "0")).stream())
        .toList();
  }

  private static Entry entry(List<Entry> entries, Receipt receipt) {
    return entries.stream().filter(e -> e.receipt().equals(receipt)).findFirst().orElseThrow();
  }

  private static Intent read(TenantId tenant, String actor, SubjectId person) {
    var caller =
        new Caller(
            tenant,
            new ActorId(actor),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            END,
            "request-1");
    return Intent.of(caller, Action.READ)
        .under(new ActivityCode("hr-payroll"), 3)
        .about(person)
        .in(new CategoryCode("identity"))
        .at(new RecordId("main"));
  }
}
