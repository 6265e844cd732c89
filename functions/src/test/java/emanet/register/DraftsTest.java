package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Malformation;
import emanet.register.Draft.Rules;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What documents of the register must be like: what has no shape is 400, what has no sense is 422.
class DraftsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static Activity activity(ObjectNode document) {
    return activity(document, Set.of());
  }

  private static Activity activity(ObjectNode document, Set<String> unknownRecipients) {
    var categories = new HashMap<emanet.values.CategoryCode, Category>();
    BuiltInCategories.all().values().forEach(c -> categories.put(c.code(), c));
    Rules<Activity> rules =
        (value, errors) ->
            new ActivityRules(categories, unknownRecipients, NOW).judge(value, errors);
    return ActivityDocument.read("payroll", document).judged(rules);
  }

  private static Set<FieldError> errors(Supplier<?> work) {
    var e = catchThrowableOfType(FaultException.class, work::get);
    assertThat(e).as("refused").isNotNull();
    assertThat(e.fault()).isInstanceOf(Fault.Invalid.class);
    return new HashSet<>(((Fault.Invalid) e.fault()).errors());
  }

  private static void wrong(Consumer<ObjectNode> change, String pointer, FieldCode code) {
    assertThat(errors(() -> activity(Samples.activity(change))))
        .containsExactly(new FieldError(pointer, code));
  }

  private static Fault.Malformed malformed(Supplier<?> work) {
    var e = catchThrowableOfType(FaultException.class, work::get);
    assertThat(e).as("refused").isNotNull();
    assertThat(e.fault()).isInstanceOf(Fault.Malformed.class);
    return (Fault.Malformed) e.fault();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (var document :
        new ObjectNode[] {
          Samples.activity(),
          Samples.healthActivity(),
          Samples.processorActivity("2027-01-01T00:00:00Z"),
          Samples.activity(d -> {
            d.put("legalBasis", "LEGITIMATE_INTEREST").put("balancingTest", "Tartıldı.");
            d.put("notice", "calisan").put("automatedDecision", true);
            d.withArray("categories")
                .addObject()
                .put("category", "finance")
                .putObject("retention")
                .put("period", "P1Y2M3D")
                .put("from", "CREATED");
          })
        }) {
      var read = activity(document);
      assertThat(activity(ActivityDocument.write(read))).isEqualTo(read);
    }
    var tenant = TenantDocument.read("acme", Samples.tenant()).judged();
    assertThat(TenantDocument.read("acme", TenantDocument.write(tenant)).judged())
        .isEqualTo(tenant);
    assertThat(tenant.contacts().getFirst().phone()).contains("+905000000000");
    assertThat(tenant.settings()).isEqualTo(Tenant.Settings.DEFAULT);
    var category = CategoryDocument.read("vehicle", Samples.category()).judged();
    assertThat(CategoryDocument.read("vehicle", CategoryDocument.write(category)).judged())
        .isEqualTo(category);
    var recipient = RecipientDocument.read("payroll", Samples.recipient()).judged();
    assertThat(RecipientDocument.read("payroll", RecipientDocument.write(recipient)).judged())
        .isEqualTo(recipient);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title",
        "role",
        "purposes",
        "subjectGroups",
        "legalBasis",
        "categories",
        "roles",
        "recipients",
        "retention",
        "disposal"
      })
  void aRequiredPropertyThatIsMissingHasNoShape(String name) {
    var fault = malformed(() -> activity(Samples.activity(d -> d.remove(name))));
    assertThat(fault).isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/" + name));
    var typed = malformed(() -> activity(Samples.activity(d -> d.put(name, 7))));
    assertThat(typed).isEqualTo(new Fault.Malformed(Malformation.SHAPE, "/" + name));
  }

  @Test
  void unknownPropertiesAreRefusedAtAnyDepth() {
    assertThat(malformed(() -> activity(Samples.activity(d -> d.put("x", 1)))))
        .isEqualTo(new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, ""));
    var deep = Samples.activity(d -> ((ObjectNode) d.get("categories").get(1)).put("x", 1));
    assertThat(malformed(() -> activity(deep)))
        .isEqualTo(new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, "/categories/1"));
    // shape comes first, though something else makes no sense either
    assertThat(malformed(() -> activity(Samples.activity(d -> d.put("x", 1).put("role", "x")))))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "role, BOTH, /role",
    "legalBasis, CONSENT, /legalBasis",
    "legalBasis, contract, /legalBasis",
    "disposal, FORGET, /disposal"
  })
  void codesAreThoseOfTheLists(String name, String code, String pointer) {
    wrong(d -> d.put(name, code), pointer, FieldCode.UNKNOWN);
  }

  @Test
  void listsHaveDistinctKnownEntries() {
    wrong(d -> d.putArray("purposes"), "/purposes", FieldCode.MISSING);
    wrong(d -> d.putArray("purposes").add(" "), "/purposes/0", FieldCode.MISSING);
    wrong(d -> d.putArray("purposes").add("a").add("a"), "/purposes/1", FieldCode.DUPLICATE);
    wrong(
        d -> {
          var many = d.putArray("purposes");
          for (int i = 0; i < 21; i++) {
            many.add("purpose " + i);
          }
        },
        "/purposes",
        FieldCode.RANGE);
    wrong(d -> d.putArray("subjectGroups").add("Çalışan"), "/subjectGroups/0", FieldCode.UNKNOWN);
    wrong(d -> d.putArray("subjectGroups"), "/subjectGroups", FieldCode.MISSING);
    wrong(d -> d.putArray("roles").add("boss"), "/roles/0", FieldCode.UNKNOWN);
    wrong(d -> d.putArray("roles").add("operator"), "/roles", FieldCode.FORBIDDEN);
    wrong(
        d -> d.withArray("categories").addObject().put("category", "identity"),
        "/categories/3/category",
        FieldCode.DUPLICATE);
    wrong(
        d -> d.withArray("categories").addObject().put("category", "nothing"),
        "/categories/3/category",
        FieldCode.UNKNOWN);
    wrong(
        d -> ((ObjectNode) d.get("categories").get(0)).putArray("fields").add("shoeSize"),
        "/categories/0/fields/0",
        FieldCode.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "-P1Y", "P1Y-3D", "10Y", "PT1H", "", "P99999Y"})
  void retentionIsAPeriodOfTheCalendar(String period) {
    wrong(
        d -> ((ObjectNode) d.get("retention")).put("period", period),
        "/retention/period",
        FieldCode.FORMAT);
  }

  @Test
  void searchNeedsAFieldThatIsSearchableAndPlain() {
    wrong(
        d -> ((ObjectNode) d.get("categories").get(1)).put("search", true),
        "/categories/1/search",
        FieldCode.FORBIDDEN);
    wrong(
        d ->
            ((ObjectNode) d.get("categories").get(2))
                .put("search", true)
                .putArray("fields")
                .add("salary"),
        "/categories/2/search",
        FieldCode.FORBIDDEN);
  }

  @Test
  void recipientsAreRegistered() {
    var document = Samples.activity(d -> d.putArray("recipients").add("known").add("unknown"));
    assertThat(errors(() -> activity(document, Set.of("unknown"))))
        .containsExactly(new FieldError("/recipients/1", FieldCode.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLICIT_CONSENT",
        "LAW_EXPRESS",
        "VITAL_INTEREST",
        "CONTRACT",
        "LEGAL_OBLIGATION",
        "MADE_PUBLIC",
        "RIGHT_CLAIM",
        "LEGITIMATE_INTEREST"
      })
  void aSpecialCategoryNeedsABasisOfArticle6(String basis) {
    var document = Samples.healthActivity().put("legalBasis", basis).put("balancingTest", "x");
    assertThat(errors(() -> activity(document)))
        .containsExactly(new FieldError("/legalBasis", FieldCode.UNSUITABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SC_EXPLICIT_CONSENT",
        "SC_LAW_EXPRESS",
        "SC_VITAL",
        "SC_MADE_PUBLIC",
        "SC_RIGHT_CLAIM",
        "SC_HEALTH_SECRECY",
        "SC_EMPLOYMENT_OHS_SOCIAL",
        "SC_NONPROFIT_MEMBERS"
      })
  void article6AllowsSpecialCategories(String basis) {
    assertThat(activity(Samples.healthActivity().put("legalBasis", basis)).legalBasis().name())
        .isEqualTo(basis);
  }

  @Test
  void consentIsForOnePurpose() {
    for (var basis : new String[] {"EXPLICIT_CONSENT", "SC_EXPLICIT_CONSENT"}) {
      assertThat(activity(Samples.activity(d -> d.put("legalBasis", basis)))).isNotNull();
      wrong(
          d -> d.put("legalBasis", basis).withArray("purposes").add("Reklam"),
          "/purposes",
          FieldCode.UNSUITABLE);
    }
  }

  @Test
  void aLegitimateInterestIsWeighed() {
    wrong(d -> d.put("legalBasis", "LEGITIMATE_INTEREST"), "/balancingTest", FieldCode.MISSING);
    wrong(
        d -> d.put("legalBasis", "LEGITIMATE_INTEREST").put("balancingTest", " "),
        "/balancingTest",
        FieldCode.MISSING);
  }

  @Test
  void aProcessorNamesItsControllerAndHasItsWord() {
    assertThat(errors(() -> activity(Samples.activity(d -> d.put("role", "PROCESSOR")))))
        .containsExactlyInAnyOrder(
            new FieldError("/controller", FieldCode.MISSING),
            new FieldError("/attestation", FieldCode.MISSING));
    assertThat(errors(() -> activity(Samples.processorActivity("2026-11-23T10:00:00Z"))))
        .containsExactly(new FieldError("/attestation/validUntil", FieldCode.RANGE));
    var other = Samples.processorActivity("2027-01-01T00:00:00Z").put("legalBasis", "LAW_EXPRESS");
    assertThat(errors(() -> activity(other)))
        .containsExactly(new FieldError("/attestation/basis", FieldCode.UNSUITABLE));
  }

  @Test
  void hostingIsNoOccasionalTransfer() {
    var tenant = Samples.tenant();
    ((ObjectNode) tenant.get("hosting")).put("mechanism", "OCC_CONSENT");
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactly(new FieldError("/hosting/mechanism", FieldCode.UNSUITABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "P6M, true",
    "P180D, true",
    "P181D, false",
    "P5M31D, false",
    "P7M, false",
    "P1Y, false"
  })
  void disposalIsDueEverySixMonthsAtMost(String interval, boolean fits) {
    var draft = TenantDocument.read("acme", Samples.tenant().put("disposalInterval", interval));
    if (fits) {
      assertThat(draft.judged().disposalInterval()).hasToString(interval);
    } else {
      assertThat(errors(draft::judged))
          .containsExactly(new FieldError("/disposalInterval", FieldCode.RANGE));
    }
  }

  @Test
  void issuersAreHttpsAndNeverOfTheDeploymentsOwnRoles() {
    var tenant = Samples.tenant();
    var issuers = tenant.putArray("issuers");
    issuers
        .addObject()
        .put("iss", "https://id.acme.example")
        .put("jwksUri", "http://id.acme.example/jwks")
        .putArray("roles")
        .add("agent");
    issuers
        .addObject()
        .put("iss", "https://id.acme.example")
        .put("jwksUri", "https://id.acme.example/jwks")
        .putArray("roles")
        .add("admin");
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactlyInAnyOrder(
            new FieldError("/issuers/0/jwksUri", FieldCode.FORMAT),
            new FieldError("/issuers/1/iss", FieldCode.DUPLICATE),
            new FieldError("/issuers/1/roles", FieldCode.FORBIDDEN));
  }

  /// What could never be fetched is said at once, and not at the first token.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/jwks",
        "https://10.0.0.1/jwks",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/jwks",
        "https://vault.internal/jwks",
        "https://id.acme.example:8443/jwks",
        "https://me@id.acme.example/jwks",
        "https://id.acme.example/jwks#k",
        "https://id",
        "jwks",
        "HTTPS://id.acme.example/jwks"
      })
  void keysLieAtAPublicAddress(String address) {
    var tenant = Samples.tenant();
    tenant
        .putArray("issuers")
        .addObject()
        .put("iss", "https://id.acme.example")
        .put("jwksUri", address)
        .putArray("roles")
        .add("agent");
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactly(new FieldError("/issuers/0/jwksUri", FieldCode.FORMAT));
  }

  @ParameterizedTest
  @CsvSource({
    "k, 1",
    "l, 0",
    "erasuresPerActorAndDay, -1",
    "searchesPerActorAndHour, 99999999999",
    "searchesPerServiceAndHour, -1"
  })
  void settingsHaveLimits(String name, long value) {
    var tenant = Samples.tenant();
    tenant.putObject("settings").put(name, value);
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactly(new FieldError("/settings/" + name, FieldCode.RANGE));
  }

  @Test
  void accessLogsLiveTwoYearsAtMost() {
    var tenant = Samples.tenant();
    tenant.putObject("settings").put("accessLogLife", "P25M");
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactly(new FieldError("/settings/accessLogLife", FieldCode.RANGE));
  }

  @Test
  void contactsAndRecipientsAreReachable() {
    var tenant = Samples.tenant();
    tenant.putArray("contacts").addObject().put("role", "DPO");
    tenant.withArray("contacts").addObject().put("role", "DPO").put("email", "x");
    assertThat(errors(() -> TenantDocument.read("acme", tenant).judged()))
        .containsExactlyInAnyOrder(
            new FieldError("/contacts/0/email", FieldCode.MISSING),
            new FieldError("/contacts/1/email", FieldCode.FORMAT));
    var recipient = Samples.recipient().put("country", "XX");
    recipient.putObject("notify");
    assertThat(errors(() -> RecipientDocument.read("r1", recipient).judged()))
        .containsExactlyInAnyOrder(
            new FieldError("/country", FieldCode.UNKNOWN),
            new FieldError("/notify/email", FieldCode.MISSING));
  }

  @Test
  void categoriesChangeByAdditionsAlone() {
    var old = CategoryDocument.read("vehicle", Samples.category()).judged();
    var next = Samples.category();
    ((ObjectNode) next.get("fields")).putObject("colour").put("type", "text");
    assertThat(judged(next, old).fields()).containsKeys("plate", "policyNo", "colour");
    var changed = Samples.category().put("verbis", "HEALTH").put("special", true);
    var fields = (ObjectNode) changed.get("fields");
    fields.remove("plate");
    fields.putObject("policyNo").put("type", "tckn").put("required", true);
    fields.putObject("colour").put("type", "text").put("required", true);
    assertThat(errors(() -> judged(changed, old)))
        .containsExactlyInAnyOrder(
            new FieldError("/verbis", FieldCode.FORBIDDEN),
            new FieldError("/special", FieldCode.FORBIDDEN),
            new FieldError("/fields/plate", FieldCode.MISSING),
            new FieldError("/fields/policyNo/type", FieldCode.FORBIDDEN),
            new FieldError("/fields/policyNo/required", FieldCode.FORBIDDEN),
            new FieldError("/fields/policyNo/searchable", FieldCode.FORBIDDEN),
            new FieldError("/fields/colour/required", FieldCode.FORBIDDEN));
  }

  private static Category judged(ObjectNode document, Category old) {
    return CategoryDocument.read("vehicle", document)
        .judged((value, errors) -> CategoryRules.judge(value, Optional.of(old), errors));
  }

  @Test
  void aSpecialCategoryOfVerbisIsSpecialHere() {
    var document = Samples.category().put("verbis", "GENETIC");
    Rules<Category> rules = (value, errors) -> CategoryRules.judge(value, Optional.empty(), errors);
    assertThat(errors(() -> CategoryDocument.read("dna", document).judged(rules)))
        .containsExactly(new FieldError("/special", FieldCode.UNSUITABLE));
  }

  @Test
  void whatMustNotBeIndexedIsNotSearchable() {
    var document = Samples.category();
    ((ObjectNode) document.get("fields").get("plate")).put("searchable", true);
    assertThat(errors(() -> CategoryDocument.read("vehicle", document).judged()))
        .containsExactly(new FieldError("/fields/plate/searchable", FieldCode.UNSUITABLE));
  }

  @Test
  void aRecordsFieldsAreCheckedTogether() {
    var identity = BuiltInCategories.find("identity").orElseThrow();
    var fit =
        identity.normalise(
            Samples.json(
                """
                {"firstName": " Işıl ", "lastName": "Kaya", "nationalId": "100 000 001 46"}
                """));
    assertThat(fit.fields().toString())
        .isEqualTo(
            """
            {"firstName":"Işıl","lastName":"Kaya","nationalId":"10000000146"}\
            """);
    var wrong =
        Samples.json(
            """
            {"firstName": "", "nationalId": "10000000147", "birthDate": "2023-02-30",
             "shoeSize": 3, "Ali Kaya": "x"}
            """);
    assertThat(errors(() -> identity.normalise(wrong)))
        .isEqualTo(
            Map.of(
                    "/fields/firstName", FieldCode.MISSING,
                    "/fields/lastName", FieldCode.MISSING,
                    "/fields/nationalId", FieldCode.CHECKSUM,
                    "/fields/birthDate", FieldCode.IMPOSSIBLE,
                    "/fields/shoeSize", FieldCode.UNKNOWN,
                    "/fields", FieldCode.UNKNOWN)
                .entrySet()
                .stream()
                .map(e -> new FieldError(e.getKey(), e.getValue()))
                .collect(java.util.stream.Collectors.toSet()));
  }

  @Test
  void everyCategoryOfVerbisIsBuiltIn() {
    assertThat(BuiltInCategories.all()).hasSize(26);
    assertThat(BuiltInCategories.all().values()).allMatch(c -> c.special() == c.verbis().special());
    assertThat(BuiltInCategories.all().values().stream().filter(Category::special)).hasSize(12);
    assertThat(BuiltInCategories.find("health").orElseThrow().fields())
        .containsOnlyKeys("bloodType", "report");
  }

  @Test
  void namesThatAreNoneAreNotEchoed() {
    var document = Samples.category();
    ((ObjectNode) document.get("fields")).put("10000000146", 5);
    assertThat(errors(() -> CategoryDocument.read("vehicle", document).judged()))
        .containsExactly(new FieldError("/fields", FieldCode.FORMAT));
  }

  @Test
  void verbisIsNamedByCodeOrByItsOwnName() {
    assertThat(VerbisCategory.parse("LEGAL_PROCEEDING")).contains(VerbisCategory.LEGAL_PROCEEDING);
    assertThat(VerbisCategory.parse("hukuki işlem")).contains(VerbisCategory.LEGAL_PROCEEDING);
    assertThat(RecipientGroup.parse("Tedarikçiler")).contains(RecipientGroup.SUPPLIER);
    assertThat(RecipientGroup.parse("tedarikçi")).isEmpty();
  }
}
