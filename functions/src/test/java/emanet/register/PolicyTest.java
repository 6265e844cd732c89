package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final TenantId TENANT = new TenantId("acme");
  private static final ActivityCode PAYROLL = new ActivityCode("payroll");
  private static final CategoryCode IDENTITY = new CategoryCode("identity");
  private static final CategoryCode CONTACT = new CategoryCode("contact");
  private static final CategoryCode PERSONNEL = new CategoryCode("personnel");
  private static final CategoryCode HEALTH = new CategoryCode("health");
  private static final CategoryCode VEHICLE = new CategoryCode("vehicle");
  private static final SubjectId PERSON = new SubjectId("00000000000000000000000001");
  private static final SubjectId OTHER = new SubjectId("00000000000000000000000002");
  private static final Set<String> EMPLOYEE = Set.of("EMPLOYEE");
  private static final Key CONSENT = new Key(Table.REGISTER, "T#acme#consent", "CURRENT");

  private final OpenSeal seal = new OpenSeal();
  private final Map<Key, Item> items = new HashMap<>();
  private final ConsentStates consents =
      new ConsentStates() {
        @Override
        public Set<Key> keysFor(TenantId tenant, SubjectId subject, ActivityCode activity) {
          return Set.of(CONSENT);
        }

        @Override
        public State state(
            Map<Key, Item> read, TenantId tenant, SubjectId subject, Filed<Activity> activity) {
          return Optional.ofNullable(read.get(CONSENT))
              .map(item -> State.valueOf(item.text("state")))
              .orElse(State.MISSING);
        }
      };
  private final Policy policy = Policy.over(new NoStore(), seal, consents, () -> NOW);

  private void put(ObjectNode activity) {
    put(
        Kind.ACTIVITY,
        "payroll",
        new Documents<>(seal, ActivityDocument::read, ActivityDocument::write),
        ActivityDocument.read("payroll", activity).judged(),
        3);
  }

  private void putGrant(String document) {
    put(
        Kind.GRANT,
        "actor-1",
        new Documents<>(seal, GrantDocument::read, GrantDocument::write),
        GrantDocument.read("actor-1", Samples.json(document)).judged(),
        1);
  }

  private <T> void put(Kind kind, String code, Documents<T> documents, T value, long version) {
    var filed =
        new Filed<>(code, version, NOW, "dpo-1", value, "m" + version, version, Optional.empty());
    var item = documents.seal(TENANT, kind, filed);
    items.put(item.key(), item);
  }

  private static Caller caller(Role... roles) {
    return caller(Optional.empty(), false, roles);
  }

  private static Caller caller(Optional<SubjectId> subject, boolean mfa, Role... roles) {
    return new Caller(
        TENANT, new ActorId("actor-1"), Set.of(roles), subject, mfa, NOW.plusSeconds(60), "r-1");
  }

  private static Question read(Caller caller, CategoryCode category, String... fields) {
    return new Question(
        caller, PAYROLL, Operation.READ, PERSON, category, Set.of(fields), Optional.empty());
  }

  private static Question question(Caller caller, Operation operation, CategoryCode category) {
    return new Question(caller, PAYROLL, operation, PERSON, category, Set.of(), Optional.empty());
  }

  private static Question viewed(Question question, View view) {
    return new Question(
        question.caller(),
        question.activity(),
        question.operation(),
        question.person(),
        question.category(),
        question.fields(),
        Optional.of(view));
  }

  private Granted check(Question question) {
    return policy.check(question, items, EMPLOYEE);
  }

  private static void refused(Refusal reason, Supplier<?> work) {
    assertThat(fault(work)).isEqualTo(new Fault.Refused(reason));
  }

  private static Fault fault(Supplier<?> work) {
    var e = catchThrowableOfType(FaultException.class, work::get);
    assertThat(e).as("refused").isNotNull();
    return e.fault();
  }

  @Test
  void grantsWhatTheActivityCovers() {
    put(Samples.activity());
    var granted = check(read(caller(Role.SERVICE), IDENTITY));
    assertThat(granted.fields())
        .containsExactly("firstName", "lastName", "nationalId", "birthDate");
    assertThat(granted.view()).isEqualTo(View.PLAIN);
    assertThat(granted.version()).isEqualTo(3);
    assertThat(check(read(caller(Role.AGENT), PERSONNEL)).fields())
        .containsExactly("employeeNo", "salary");
    assertThat(check(read(caller(Role.AGENT), PERSONNEL, "salary")).fields())
        .containsExactly("salary");
    assertThat(check(read(caller(Role.SERVICE), CONTACT)).view()).isEqualTo(View.MASKED);
  }

  @Test
  void namesWhatMustBeReadTogether() {
    put(Samples.activity());
    var keys = policy.keysFor(read(caller(Role.SERVICE), IDENTITY));
    assertThat(keys)
        .extracting(Key::partition)
        .containsExactlyInAnyOrder(
            "T#acme#A#payroll", "T#acme#G#actor-1", "T#acme#CAT#identity", CONSENT.partition());
  }

  @Test
  void opensADocumentOnce() {
    put(Samples.activity());
    check(read(caller(Role.SERVICE), IDENTITY));
    int cold = seal.opened();
    check(read(caller(Role.SERVICE), IDENTITY));
    check(read(caller(Role.AGENT), CONTACT));
    assertThat(seal.opened()).isEqualTo(cold);
    put(Samples.activity(d -> d.withArray("categories").remove(0)));
    refused(Refusal.CATEGORY, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    assertThat(seal.opened()).isEqualTo(cold + 1);
  }

  @Test
  void anotherTenantsDocumentInPlaceIsTampered() {
    put(Samples.activity());
    var key = Kind.ACTIVITY.current(TENANT, "payroll");
    var moved = Kind.ACTIVITY.current(TENANT, "other");
    items.put(moved, new Item(moved, items.get(key).attributes()));
    var question =
        new Question(
            caller(Role.SERVICE),
            new ActivityCode("other"),
            Operation.READ,
            PERSON,
            IDENTITY,
            Set.of(),
            Optional.empty());
    assertThat(fault(() -> check(question))).isEqualTo(new Fault.Tampered());
  }

  @Test
  void whatIsNotInTheRegisterIsRefused() {
    refused(Refusal.ACTIVITY, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    put(Samples.activity());
    refused(Refusal.CATEGORY, () -> check(read(caller(Role.SERVICE), HEALTH)));
    refused(Refusal.CATEGORY, () -> check(read(caller(Role.SERVICE), new CategoryCode("none"))));
    refused(Refusal.FIELD, () -> check(read(caller(Role.SERVICE), PERSONNEL, "title")));
    refused(Refusal.FIELD, () -> check(read(caller(Role.SERVICE), PERSONNEL, "salary", "title")));
    refused(
        Refusal.GROUP,
        () -> policy.check(read(caller(Role.SERVICE), IDENTITY), items, Set.of("CUSTOMER")));
    refused(
        Refusal.GROUP, () -> policy.check(read(caller(Role.SERVICE), IDENTITY), items, Set.of()));
    refused(Refusal.VIEW, () -> check(viewed(read(caller(Role.SERVICE), CONTACT), View.PLAIN)));
  }

  @Test
  void aFieldThatTheCategoryLacksCannotBeAskedFor() {
    put(Samples.activity());
    assertThat(fault(() -> check(read(caller(Role.SERVICE), IDENTITY, "shoeSize"))))
        .isEqualTo(new Fault.Malformed(Malformation.FIELD, "fields"));
    // but in what is written it is wrong inside what was sent, and judged later
    var write =
        new Question(
            caller(Role.SERVICE),
            PAYROLL,
            Operation.WRITE,
            PERSON,
            IDENTITY,
            Set.of("firstName", "shoeSize"),
            Optional.empty());
    assertThat(check(write).fields()).containsExactly("firstName");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ADMIN", "OPERATOR"})
  void theDeploymentsOwnRolesReachNoData(Role role) {
    put(Samples.activity());
    for (var operation : EnumSet.complementOf(EnumSet.of(Operation.GLASS))) {
      refused(Refusal.ROLE, () -> check(question(caller(role), operation, IDENTITY)));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
  void onlyAnOperatorLooksThroughABrokenGlass(Role role) {
    put(Samples.activity(d -> d.withArray("roles").add("subject")));
    refused(Refusal.ROLE, () -> check(question(caller(role), Operation.GLASS, IDENTITY)));
  }

  @Test
  void throughABrokenGlassAllIsMasked() {
    put(Samples.activity());
    var question = question(caller(Role.OPERATOR), Operation.GLASS, IDENTITY);
    assertThat(check(question).view()).isEqualTo(View.MASKED);
    refused(Refusal.VIEW, () -> check(viewed(question, View.PLAIN)));
  }

  @Test
  void throughABrokenGlassNothingSpecialIsSeen() {
    put(Samples.healthActivity());
    var operator = caller(Optional.empty(), true, Role.OPERATOR);
    refused(Refusal.SPECIAL, () -> check(question(operator, Operation.GLASS, HEALTH)));
    assertThat(check(question(operator, Operation.GLASS, IDENTITY)).view()).isEqualTo(View.MASKED);
  }

  @Test
  void aBrokenGlassNeedsAnActivityThatCoversWhatIsAsked() {
    var question = question(caller(Role.OPERATOR), Operation.GLASS, IDENTITY);
    refused(Refusal.ACTIVITY, () -> check(question));
    put(Samples.activity());
    refused(
        Refusal.CATEGORY,
        () ->
            check(question(caller(Role.OPERATOR), Operation.GLASS, new CategoryCode("location"))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"WRITE", "DELETE", "SEARCH", "CREATE"})
  void anAuditorAndAPersonChangeNothing(Operation operation) {
    put(Samples.activity(d -> d.withArray("roles").add("subject")));
    refused(Refusal.ROLE, () -> check(question(caller(Role.AUDITOR), operation, IDENTITY)));
    var own = caller(Optional.of(PERSON), false, Role.SUBJECT);
    refused(Refusal.ROLE, () -> check(question(own, operation, IDENTITY)));
  }

  @Test
  void anAuditorNeverSeesPlaintext() {
    put(Samples.activity());
    var auditor = caller(Optional.empty(), true, Role.AUDITOR);
    assertThat(check(read(auditor, IDENTITY)).view()).isEqualTo(View.MASKED);
    refused(Refusal.VIEW, () -> check(viewed(read(auditor, IDENTITY), View.PLAIN)));
    // nor by a second role that a grant takes away
    putGrant("{\"role\":\"auditor\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}");
    var both = caller(Role.AUDITOR, Role.SERVICE);
    assertThat(check(read(both, IDENTITY)).view()).isEqualTo(View.MASKED);
  }

  @Test
  void aRoleThatTheActivityDoesNotNameIsRefused() {
    put(Samples.activity(d -> d.putArray("roles").add("dpo")));
    refused(Refusal.ACTIVITY_ROLE, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    assertThat(check(read(caller(Role.SERVICE, Role.DPO), IDENTITY)).view()).isEqualTo(View.PLAIN);
  }

  @Test
  void aPersonReachesTheirOwnDataAlone() {
    put(Samples.activity(d -> d.withArray("roles").add("subject")));
    var own = caller(Optional.of(PERSON), false, Role.SUBJECT);
    assertThat(check(read(own, IDENTITY)).view()).isEqualTo(View.PLAIN);
    var other = caller(Optional.of(OTHER), false, Role.SUBJECT);
    refused(Refusal.OWN_DATA, () -> check(read(other, IDENTITY)));
    refused(Refusal.OWN_DATA, () -> check(read(caller(Role.SUBJECT), IDENTITY)));
    // a token that names a person is that person's, whatever else it may
    var mixed = caller(Optional.of(OTHER), true, Role.SUBJECT, Role.AGENT);
    refused(Refusal.OWN_DATA, () -> check(read(mixed, IDENTITY)));
    var agent = caller(Optional.of(OTHER), true, Role.AGENT);
    refused(Refusal.OWN_DATA, () -> check(read(agent, IDENTITY)));
  }

  @ParameterizedTest
  @CsvSource({
    "dpo, payroll, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "agent, other, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "agent, payroll, 2026-11-23T10:00:01Z, 2027-01-01T00:00:00Z",
    "agent, payroll, 2026-01-01T00:00:00Z, 2026-11-23T10:00:00Z"
  })
  void aGrantThatDoesNotCoverItNowIsARefusal(String role, String activity, String from, String to) {
    put(Samples.activity());
    putGrant(
        """
        {"role": "%s", "activities": ["%s"], "from": "%s", "to": "%s"}
        """
            .formatted(role, activity, from, to));
    refused(Refusal.GRANT, () -> check(read(caller(Role.AGENT), IDENTITY)));
  }

  @Test
  void aGrantThatCoversItLeavesItsRole() {
    put(Samples.activity());
    putGrant(
        """
        {"role": "agent", "activities": ["payroll"],
         "from": "2026-11-23T10:00:00Z", "to": "2026-11-23T10:00:01Z"}
        """);
    assertThat(check(read(caller(Role.AGENT), IDENTITY)).view()).isEqualTo(View.PLAIN);
    refused(Refusal.GRANT, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    put(Samples.activity(d -> d.putArray("roles").add("service")));
    refused(Refusal.ACTIVITY_ROLE, () -> check(read(caller(Role.AGENT, Role.SERVICE), IDENTITY)));
  }

  @Test
  void plainSpecialCategoriesNeedASecondFactorOfHumans() {
    put(Samples.healthActivity());
    for (var role : new Role[] {Role.AGENT, Role.DPO}) {
      refused(Refusal.MFA, () -> check(read(caller(role), HEALTH)));
      refused(Refusal.MFA, () -> check(viewed(read(caller(role), HEALTH), View.PLAIN)));
      assertThat(check(viewed(read(caller(role), HEALTH), View.MASKED)).view())
          .isEqualTo(View.MASKED);
      assertThat(check(read(caller(Optional.empty(), true, role), HEALTH)).view())
          .isEqualTo(View.PLAIN);
      assertThat(check(read(caller(role), IDENTITY)).view()).isEqualTo(View.PLAIN);
    }
    assertThat(check(read(caller(Role.SERVICE), HEALTH)).view()).isEqualTo(View.PLAIN);
    refused(Refusal.MFA, () -> check(read(caller(Role.SERVICE, Role.AGENT), HEALTH)));
  }

  @Test
  void consentIsAskedForWhereItIsTheBasis() {
    put(Samples.activity(d -> d.put("legalBasis", "EXPLICIT_CONSENT")));
    refused(Refusal.CONSENT_MISSING, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    items.put(CONSENT, Item.at(CONSENT).with("state", "STALE"));
    refused(Refusal.CONSENT_STALE, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    refused(
        Refusal.CONSENT_STALE,
        () -> check(question(caller(Role.SERVICE), Operation.WRITE, IDENTITY)));
    items.put(CONSENT, Item.at(CONSENT).with("state", "IN_FORCE"));
    assertThat(check(read(caller(Role.SERVICE), IDENTITY)).view()).isEqualTo(View.PLAIN);
  }

  @Test
  void aProcessorNeedsItsControllersCurrentWord() {
    put(Samples.processorActivity("2026-11-23T10:00:01Z"));
    assertThat(check(read(caller(Role.SERVICE), IDENTITY)).view()).isEqualTo(View.PLAIN);
    put(Samples.processorActivity("2026-11-23T10:00:00Z"));
    refused(Refusal.ATTESTATION, () -> check(read(caller(Role.SERVICE), IDENTITY)));
    refused(
        Refusal.ATTESTATION,
        () ->
            policy.enter(
                caller(Role.SERVICE),
                items,
                PAYROLL,
                Operation.CREATE,
                Optional.empty(),
                Optional.of(EMPLOYEE)));
  }

  @Test
  void searchIsGrantedFieldByField() {
    put(Samples.activity());
    var service = caller(Role.SERVICE);
    assertThat(policy.checkSearch(service, items, PAYROLL, IDENTITY, "nationalId").fields())
        .containsExactly("nationalId");
    // not searchable; masked; switched off; not covered; lacking
    search(Refusal.SEARCH, IDENTITY, "firstName");
    search(Refusal.SEARCH, CONTACT, "email");
    search(Refusal.SEARCH, PERSONNEL, "employeeNo");
    search(Refusal.FIELD, PERSONNEL, "title");
    search(Refusal.CATEGORY, HEALTH, "bloodType");
    assertThat(fault(() -> policy.checkSearch(service, items, PAYROLL, IDENTITY, "shoeSize")))
        .isEqualTo(new Fault.Malformed(Malformation.FIELD, "fields"));
    refused(
        Refusal.ROLE,
        () -> policy.checkSearch(caller(Role.AUDITOR), items, PAYROLL, IDENTITY, "nationalId"));
    refused(
        Refusal.ROLE,
        () ->
            policy.checkSearch(
                caller(Optional.of(PERSON), true, Role.SUBJECT),
                items,
                PAYROLL,
                IDENTITY,
                "nationalId"));
  }

  private void search(Refusal reason, CategoryCode category, String field) {
    refused(
        reason, () -> policy.checkSearch(caller(Role.SERVICE), items, PAYROLL, category, field));
  }

  @Test
  void whoeverIsTakenUpIsInGroupsOfTheActivityOnly() {
    put(Samples.activity(d -> d.withArray("subjectGroups").add("INTERN")));
    assertThat(create(Set.of("EMPLOYEE", "INTERN")).version()).isEqualTo(3);
    refused(Refusal.GROUP, () -> create(Set.of("EMPLOYEE", "CUSTOMER")));
    refused(Refusal.GROUP, () -> create(Set.of("NONE")));
    refused(Refusal.GROUP, () -> create(Set.of()));
  }

  private Filed<Activity> create(Set<String> groups) {
    return policy.enter(
        caller(Role.SERVICE),
        items,
        PAYROLL,
        Operation.CREATE,
        Optional.empty(),
        Optional.of(groups));
  }

  @Test
  void listsNeedTheSameAsReads() {
    put(Samples.activity(d -> d.put("legalBasis", "EXPLICIT_CONSENT")));
    refused(
        Refusal.CONSENT_MISSING,
        () ->
            policy.enter(
                caller(Role.AUDITOR),
                items,
                PAYROLL,
                Operation.LIST,
                Optional.of(PERSON),
                Optional.of(EMPLOYEE)));
    items.put(CONSENT, Item.at(CONSENT).with("state", "IN_FORCE"));
    assertThat(
            policy
                .enter(
                    caller(Role.AUDITOR),
                    items,
                    PAYROLL,
                    Operation.LIST,
                    Optional.of(PERSON),
                    Optional.of(EMPLOYEE))
                .version())
        .isEqualTo(3);
  }

  @Test
  void aTenantsOwnCategoryIsReadFromItsItem() {
    put(
        Kind.CATEGORY,
        "vehicle",
        new Documents<>(seal, CategoryDocument::read, CategoryDocument::write),
        CategoryDocument.read("vehicle", Samples.category()).judged(),
        4);
    put(Samples.activity(d -> d.withArray("categories").addObject().put("category", "vehicle")));
    var granted = check(read(caller(Role.SERVICE), VEHICLE));
    assertThat(granted.fields()).containsExactly("plate", "policyNo");
    assertThat(granted.category().version()).isEqualTo(4);
  }

  @Test
  void theFirstReasonIsTheAnswer() {
    // each step takes the reason before away; the order is that of the contract
    var caller = caller(Role.AUDITOR);
    refused(Refusal.ROLE, () -> check(question(caller, Operation.WRITE, HEALTH)));
    putGrant("{\"role\":\"dpo\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}");
    var agent = caller(Role.AGENT);
    refused(Refusal.GRANT, () -> check(read(agent, HEALTH)));
    items.clear();
    refused(Refusal.ACTIVITY, () -> check(read(agent, HEALTH)));
    put(
        Samples.activity(
            d -> d.put("legalBasis", "EXPLICIT_CONSENT").putArray("roles").add("dpo")));
    refused(
        Refusal.ACTIVITY_ROLE, () -> policy.check(read(agent, HEALTH), items, Set.of("CUSTOMER")));
    put(Samples.activity(d -> d.put("legalBasis", "EXPLICIT_CONSENT")));
    refused(Refusal.GROUP, () -> policy.check(read(agent, HEALTH), items, Set.of("CUSTOMER")));
    refused(Refusal.CATEGORY, () -> check(read(agent, HEALTH)));
    refused(Refusal.FIELD, () -> check(read(agent, PERSONNEL, "title")));
    refused(Refusal.VIEW, () -> check(viewed(read(agent, CONTACT), View.PLAIN)));
    refused(Refusal.CONSENT_MISSING, () -> check(read(agent, CONTACT)));
  }
}
