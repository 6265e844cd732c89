package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The policy where a call names no activity, and where one search finds many people.
class PolicyOfPeopleTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final TenantId TENANT = new TenantId("acme");
  private static final ActivityCode PAYROLL = new ActivityCode("payroll");
  private static final CategoryCode DISABILITY = new CategoryCode("disability");
  private static final SubjectId PERSON = new SubjectId("00000000000000000000000001");
  private static final SubjectId OTHER = new SubjectId("00000000000000000000000002");
  private static final Set<Role> READERS =
      EnumSet.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR);

  private final OpenSeal seal = new OpenSeal();
  private final Map<Key, Item> items = new HashMap<>();
  private final Policy policy = Policy.over(new NoStore(), seal, new OneByOne(), () -> NOW);

  /// A person's state lies in an item of their own.
  private static final class OneByOne implements ConsentStates {
    private static Key key(SubjectId person) {
      return new Key(Table.REGISTER, "T#acme#C#" + person, "CURRENT");
    }

    @Override
    public Set<Key> keysFor(TenantId tenant, SubjectId subject, ActivityCode activity) {
      return Set.of(key(subject));
    }

    @Override
    public State state(
        Map<Key, Item> read, TenantId tenant, SubjectId subject, Filed<Activity> activity) {
      return Optional.ofNullable(read.get(key(subject)))
          .map(item -> State.valueOf(item.text("state")))
          .orElse(State.MISSING);
    }
  }

  private void consent(SubjectId person, ConsentStates.State state) {
    var key = OneByOne.key(person);
    items.put(key, Item.at(key).with("state", state.name()));
  }

  private void putActivity(ObjectNode document) {
    put(
        Kind.ACTIVITY,
        "payroll",
        new Documents<>(seal, ActivityDocument::read, ActivityDocument::write),
        ActivityDocument.read("payroll", document).judged());
  }

  private void putGrant(String role, String from, String to) {
    var document = "{\"role\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(role, from, to);
    put(
        Kind.GRANT,
        "actor-1",
        new Documents<>(seal, GrantDocument::read, GrantDocument::write),
        GrantDocument.read("actor-1", Samples.json(document)).judged());
  }

  /// Of a special category, and searchable.
  private void putDisability() {
    var document = Samples.category();
    document.put("verbis", "HEALTH").put("special", true);
    document.putObject("fields").putObject("degree").put("type", "text").put("searchable", true);
    put(
        Kind.CATEGORY,
        "disability",
        new Documents<>(seal, CategoryDocument::read, CategoryDocument::write),
        CategoryDocument.read("disability", document).judged());
  }

  private <T> void put(Kind kind, String code, Documents<T> documents, T value) {
    var filed = new Filed<>(code, 1, NOW, "dpo-1", value, "m1", 1, Optional.empty());
    var item = documents.seal(TENANT, kind, filed);
    items.put(item.key(), item);
  }

  private static Caller caller(Optional<SubjectId> subject, boolean mfa, Role... roles) {
    return new Caller(
        TENANT, new ActorId("actor-1"), Set.of(roles), subject, mfa, NOW.plusSeconds(60), "r-1");
  }

  private static Caller caller(Role... roles) {
    return caller(Optional.empty(), false, roles);
  }

  private Optional<Refusal> refusal(Runnable work) {
    var e = catchThrowableOfType(FaultException.class, work::run);
    return Optional.ofNullable(e).map(thrown -> ((Fault.Refused) thrown.fault()).reason());
  }

  private Optional<Refusal> card(Caller caller, Operation operation, SubjectId person) {
    return refusal(() -> policy.checkGrant(caller, items, operation, Optional.of(person)));
  }

  private Optional<Refusal> search(Caller caller, CategoryCode category, String field) {
    return refusal(() -> policy.checkSearch(caller, items, PAYROLL, category, field));
  }

  @Test
  void theGrantIsReadBesideThePerson() {
    putGrant("dpo", "2026-01-01", "2027-01-01");
    var keys = policy.keysForGrant(caller(Role.DPO));
    assertThat(keys).hasSize(1);
    assertThat(items).containsOnlyKeys(keys);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aCardIsReadByTheRolesOfPeople(Role role) {
    var allowed = READERS.contains(role) ? Optional.empty() : Optional.of(notFor(role));
    assertThat(card(caller(role), Operation.READ, PERSON)).isEqualTo(allowed);
  }

  private static Refusal notFor(Role role) {
    return role == Role.SUBJECT ? Refusal.OWN_DATA : Refusal.ROLE;
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"AUDITOR", "SUBJECT", "ADMIN", "OPERATOR"})
  void aCardIsChangedByNobodyElse(Role role) {
    var own = Optional.of(PERSON);
    assertThat(card(caller(own, true, role), Operation.WRITE, PERSON)).contains(Refusal.ROLE);
  }

  @Test
  void aPersonReadsTheirOwnCardAlone() {
    var person = caller(Optional.of(PERSON), false, Role.SUBJECT);
    assertThat(card(person, Operation.READ, PERSON)).isEmpty();
    assertThat(card(person, Operation.READ, OTHER)).contains(Refusal.OWN_DATA);
    assertThat(refusal(() -> policy.checkGrant(person, items, Operation.READ, Optional.empty())))
        .contains(Refusal.OWN_DATA);
    // whatever roles the token has beside
    var both = caller(Optional.of(PERSON), false, Role.DPO);
    assertThat(card(both, Operation.WRITE, OTHER)).contains(Refusal.OWN_DATA);
    assertThat(card(both, Operation.WRITE, PERSON)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dpo, 2026-01-01, 2027-01-01, true",
    "dpo, 2026-01-01, 2026-06-01, false",
    "dpo, 2026-12-01, 2027-01-01, false",
    "agent, 2026-01-01, 2027-01-01, false"
  })
  void aGrantBindsWithoutAnActivityToo(String role, String from, String to, boolean holds) {
    assertThat(card(caller(Role.DPO), Operation.READ, PERSON)).isEmpty();
    putGrant(role, from, to);
    assertThat(card(caller(Role.DPO), Operation.READ, PERSON))
        .isEqualTo(holds ? Optional.empty() : Optional.of(Refusal.GRANT));
    assertThat(card(caller(Role.ADMIN), Operation.READ, PERSON)).contains(Refusal.ROLE);
  }

  /// A grant for a role that may not do this at all is no grant for it.
  @Test
  void aGrantForAnIdleRoleIsNone() {
    putGrant("auditor", "2026-01-01", "2027-01-01");
    var two = caller(Role.AUDITOR, Role.DPO);
    assertThat(card(two, Operation.READ, PERSON)).isEmpty();
    assertThat(card(two, Operation.WRITE, PERSON)).contains(Refusal.GRANT);
  }

  @Test
  void aSearchOfASpecialCategoryNeedsASecondFactorOfHumans() {
    putDisability();
    var document = Samples.healthActivity();
    document.withArray("categories").addObject().put("category", "disability");
    putActivity(document);
    for (var role : new Role[] {Role.AGENT, Role.DPO}) {
      assertThat(search(caller(role), DISABILITY, "degree")).as("" + role).contains(Refusal.MFA);
      assertThat(search(caller(Optional.empty(), true, role), DISABILITY, "degree")).isEmpty();
    }
    assertThat(search(caller(Role.SERVICE), DISABILITY, "degree")).isEmpty();
    assertThat(search(caller(Role.AGENT), new CategoryCode("identity"), "nationalId")).isEmpty();
  }

  @Test
  void aSearchNeedsTheControllersCurrentWord() {
    var identity = new CategoryCode("identity");
    putActivity(Samples.processorActivity("2026-11-23T10:00:00Z"));
    assertThat(search(caller(Role.SERVICE), identity, "nationalId")).contains(Refusal.ATTESTATION);
    putActivity(Samples.processorActivity("2026-11-23T10:00:01Z"));
    assertThat(search(caller(Role.SERVICE), identity, "nationalId")).isEmpty();
  }

  /// An activity may name a category that is no longer there.
  @Test
  void whatAnActivityCoversMustExist() {
    putDisability();
    var document = Samples.healthActivity();
    document.withArray("categories").addObject().put("category", "disability");
    putActivity(document);
    items
        .keySet()
        .removeIf(key ->
            policy
                    .keysFor(caller(Role.SERVICE), PAYROLL, Set.of(DISABILITY), Optional.empty())
                    .contains(key)
                && !policy
                    .keysFor(caller(Role.SERVICE), PAYROLL, Set.of(), Optional.empty())
                    .contains(key));
    assertThat(search(caller(Role.SERVICE), DISABILITY, "degree")).contains(Refusal.CATEGORY);
    var question =
        new Question(
            caller(Role.SERVICE),
            PAYROLL,
            Operation.READ,
            PERSON,
            DISABILITY,
            Set.of(),
            Optional.empty());
    assertThat(refusal(() -> policy.check(question, items, Set.of("EMPLOYEE"))))
        .contains(Refusal.CATEGORY);
  }

  @Test
  void consentIsEachFoundPersonsOwn() {
    var caller = caller(Role.SERVICE);
    putActivity(Samples.activity());
    var contract = granted(caller);
    assertThat(policy.consented(caller, items, contract, PERSON)).isTrue();
    putActivity(Samples.activity(d -> d.put("legalBasis", "EXPLICIT_CONSENT")));
    var consent = granted(caller);
    assertThat(policy.consented(caller, items, consent, PERSON)).isFalse();
    consent(PERSON, ConsentStates.State.STALE);
    assertThat(policy.consented(caller, items, consent, PERSON)).isFalse();
    consent(PERSON, ConsentStates.State.IN_FORCE);
    assertThat(policy.consented(caller, items, consent, PERSON)).isTrue();
    assertThat(policy.consented(caller, items, consent, OTHER)).isFalse();
  }

  private Granted granted(Caller caller) {
    return policy.checkSearch(caller, items, PAYROLL, new CategoryCode("identity"), "nationalId");
  }
}
