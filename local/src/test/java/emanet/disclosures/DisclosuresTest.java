package emanet.disclosures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Data is passed on only to whom the register names, on a basis, and abroad by a mechanism.
class DisclosuresTest {
  private static final String ABROAD = "abroad";

  private final House house = House.on(Stack.shared());

  private Answer disclose(ApiCall by, String recipient, String subject, String mechanism) {
    var named = mechanism.isEmpty() ? "" : ", 'mechanism': '" + mechanism + "'";
    return by.post(
        House.ALL,
        "{'recipient': '%s', 'items': [{'subject': '%s', 'categories': ['identity']}]%s}"
            .formatted(recipient, subject, named));
  }

  private ApiCall abroad() {
    return house
        .stack
        .as(house.stack.token(house.tenant, "platform-1", "service"))
        .activity(ABROAD);
  }

  private String personAbroad(String what) {
    house.recipient("cloud", what, house.url()).expect(201);
    house.activity(ABROAD, "'CONTRACT'", "'cloud'").expect(201);
    return house.person();
  }

  @Test
  void onlyWhomTheRegisterNamesForTheActivity() {
    var subject = house.person();
    house.recipient("stranger", "'group': 'SUPPLIER', 'country': 'TR'", house.url()).expect(201);
    assertThat(disclose(house.service(), "nobody", subject, "").expect(403).problem())
        .isEqualTo("recipient-unknown");
    assertThat(disclose(house.service(), "stranger", subject, "").expect(403).problem())
        .isEqualTo("recipient-not-covered");
    disclose(house.service(), "bank", subject, "OCC_CONSENT").expect(422);
    var made = disclose(house.service(), "bank", subject, "").expect(201).body();
    assertThat(made.path("country").asText()).isEqualTo("TR");
    assertThat(made.has("mechanism")).isFalse();
    assertThat(made.at("/items/0/categories/0/fields").toString()).contains("nationalId");
  }

  @Test
  void namesThatWereSentAreNotRepeated() {
    for (var fields : List.of("5", "[1]", "{}", "null", "['a', null]")) {
      var answer =
          house
              .service()
              .post(
                  House.ALL,
                  "{'recipient': 'bank', 'items': [{'subject': 'x', 'categories': ['identity'], 'fields': {'10000000146': %s}}]}"
                      .formatted(fields))
              .expect(400);
      assertThat(answer.problem()).isEqualTo("wrong-shape");
      assertThat(answer.body().path("pointer").asText()).isEqualTo("/items/0/fields");
      assertThat(answer.text()).doesNotContain("10000000146");
    }
  }

  @Test
  void onConsentOnlyWhileItStands() {
    processor();
    var subject = house.person();
    var offers =
        house.stack.as(house.stack.token(house.tenant, "platform-1", "service")).activity("offers");
    disclose(offers, "bank", subject, "").expect(403);
    consent(subject, true);
    disclose(offers, "bank", subject, "").expect(201);
    consent(subject, false);
    disclose(offers, "bank", subject, "").expect(403);
    disclose(house.service(), "bank", subject, "").expect(201);
  }

  /// For a controller whose word runs out in ten days.
  private void processor() {
    processor("bank");
  }

  private void processor(String recipient) {
    house
        .dpo()
        .put(
            "/v1/activities/offers",
            """
            {'title': {'tr': 'Teklif', 'en': 'Offers'}, 'role': 'PROCESSOR',
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'}, 'purposes': ['Teklif'],
             'attestation': {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
               'at': '2026-01-01T00:00:00Z', 'validUntil': '%s'},
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'EXPLICIT_CONSENT',
             'categories': [{'category': 'identity'}], 'roles': ['service'],
             'recipients': ['%s'], 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE'}
            """
                .formatted(Instant.now().plus(Duration.ofDays(10)), recipient))
        .expect(201);
  }

  @Test
  void aControllersWordIsListedBeforeItLapses() {
    processor();
    var items = house.dpo().get("/v1/attestations").expect(200).body().path("items");
    assertThat(items).hasSize(1);
    assertThat(items.path(0).path("activity").asText()).isEqualTo("offers");
    assertThat(items.path(0).path("controller").asText()).isEqualTo("Beta A.Ş.");
    assertThat(items.path(0).path("state").asText()).isEqualTo("LAPSING");
  }

  private void consent(String subject, boolean granted) {
    house
        .service()
        .post(
            "/v1/subjects/" + subject + "/consents",
            "{'activity': 'offers', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu'}"
                .formatted(granted))
        .expect(201);
  }

  @Test
  void abroadOnlyByAMechanism() {
    var subject = personAbroad("'group': 'SUPPLIER', 'country': 'US'");
    assertThat(disclose(abroad(), "cloud", subject, "").expect(403).problem())
        .isEqualTo("transfer-mechanism");
    for (var named : new String[] {"ADEQUACY", "SG_BCR", "SG_STANDARD_CONTRACT"}) {
      assertThat(disclose(abroad(), "cloud", subject, named).expect(403).problem())
          .as(named)
          .isEqualTo("transfer-mechanism");
    }
    disclose(abroad(), "cloud", subject, "NONE_SUCH").expect(403);
  }

  @Test
  void aSafeguardThatStandsInTheRegisterCarriesIt() {
    var subject =
        personAbroad(
            "'group': 'SUPPLIER', 'country': 'US', 'mechanism': 'SG_BCR', 'signedAt':"
                + " '2026-01-05'");
    for (int i = 0; i < 4; i++) {
      var made = disclose(abroad(), "cloud", subject, "").expect(201).body();
      assertThat(made.path("mechanism").asText()).isEqualTo("SG_BCR");
      assertThat(made.path("mechanismArticle").asText()).startsWith("9/");
    }
  }

  /// Through its last day, and not before it is signed.
  @Test
  void aSafeguardCarriesNothingBeforeItsSignatureOrOnceItRanOut() {
    var today = LocalDate.now(ZoneId.of("Europe/Istanbul"));
    var what =
        "'group': 'SUPPLIER', 'country': 'US', 'mechanism': 'SG_STANDARD_CONTRACT', 'signedAt':"
            + " '%s', 'expiresAt': '%s'";
    var subject = personAbroad(what.formatted(today.minusYears(1), today.minusDays(1)));
    assertThat(disclose(abroad(), "cloud", subject, "").expect(403).problem())
        .isEqualTo("transfer-mechanism");
    var ahead = what.formatted(today.plusDays(2), today.plusYears(1));
    house.recipient("cloud", ahead, house.url()).expect(200);
    assertThat(disclose(abroad(), "cloud", subject, "").expect(403).problem())
        .isEqualTo("transfer-mechanism");
    var standing = what.formatted(today.minusYears(1), today.plusDays(1));
    house.recipient("cloud", standing, house.url()).expect(200);
    disclose(abroad(), "cloud", subject, "").expect(201);
  }

  /// Art. 9/6-a: whoever names the person's consent has it, for this recipient.
  @Test
  void consentCarriesATransferOnlyWhereThePersonConsented() {
    var subject = personAbroad("'group': 'SUPPLIER', 'country': 'US'");
    assertThat(disclose(abroad(), "cloud", subject, "OCC_CONSENT").expect(403).problem())
        .isEqualTo("transfer-mechanism");
    processor("cloud");
    var offers =
        house.stack.as(house.stack.token(house.tenant, "platform-1", "service")).activity("offers");
    assertThat(disclose(offers, "cloud", subject, "OCC_CONSENT").expect(403).problem())
        .isEqualTo("consent-missing");
    consent(subject, true);
    var made = disclose(offers, "cloud", subject, "OCC_CONSENT").expect(201).body();
    assertThat(made.path("mechanism").asText()).isEqualTo("OCC_CONSENT");
  }

  @Test
  void anOccasionalMechanismDoesNotCarryAFlowThatRecurs() {
    var subject = personAbroad("'group': 'SUPPLIER', 'country': 'US'");
    disclose(abroad(), "cloud", subject, "OCC_CONTRACT").expect(201);
    disclose(abroad(), "cloud", subject, "OCC_CONTRACT").expect(201);
    assertThat(disclose(abroad(), "cloud", subject, "OCC_CONTRACT").expect(403).problem())
        .isEqualTo("transfer-recurring");
    house.tenant("'sample': true, 'settings': {'occasionalTransfersPerYear': 3}").expect(200);
    disclose(abroad(), "cloud", subject, "OCC_CONTRACT").expect(201);
    assertThat(disclose(abroad(), "cloud", subject, "OCC_VITAL").expect(403).problem())
        .isEqualTo("transfer-recurring");
  }

  @Test
  void anAuthorityGetsWhatASecondPersonApprovedByDocumentAndArticle() {
    house.recipient("court", "'group': 'AUTHORITY', 'country': 'TR'", house.url()).expect(201);
    house.activity("legal", "'LEGAL_OBLIGATION'", "'court'").expect(201);
    var subject = house.person();
    var items =
        "'items': [{'subject': '%s', 'categories': ['identity'], 'fields': {'identity':"
            + " ['nationalId']}}]";
    var legal = house.dpo().activity("legal");
    var bare = "{'recipient': 'court', " + items.formatted(subject) + "}";
    var missing = legal.post(House.ALL, bare).expect(422).body().path("errors");
    assertThat(missing.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/document", "/article");
    var wish =
        "{'recipient': 'court', 'document': 'Müzekkere 2026/17', 'article': 'HMK m. 195', "
            + items.formatted(subject)
            + "}";
    var approval = legal.post(House.ALL, wish).expect(202).body().path("approval").asText();
    house.dpo().get(House.ALL + "/" + approval).expect(404);
    var decision = "{'decision': 'APPROVE'}";
    assertThat(house.dpo().post("/v1/approvals/" + approval, decision).status()).isIn(403, 409);
    house.other().post("/v1/approvals/" + approval, decision).expect(200);
    var made = house.dpo().get(House.ALL + "/" + approval).expect(200).body();
    assertThat(made.path("document").asText()).isEqualTo("Müzekkere 2026/17");
    assertThat(made.path("article").asText()).isEqualTo("HMK m. 195");
    assertThat(made.at("/items/0/categories/0/fields").toString()).isEqualTo("[\"nationalId\"]");
  }

  private JsonNode tasks() {
    return house.dpo().get("/v1/contract-tasks").expect(200).body().path("items");
  }

  private static String line(JsonNode task) {
    return task.path("contract").asText()
        + " "
        + task.path("reason").asText()
        + " "
        + task.path("from").asText()
        + " "
        + task.path("dueOn").asText();
  }

  private static final String STANDARD =
      "'group': 'SUPPLIER', 'country': 'US', 'mechanism': 'SG_STANDARD_CONTRACT', 'signedAt':"
          + " '2025-10-28'";

  /// The day after the signature is Republic Day, and then comes a weekend.
  @Test
  void aStandardContractIsToldToTheAuthorityWithinFiveBusinessDays() {
    house.recipient("cloud", STANDARD, house.url()).expect(201);
    assertThat(tasks()).hasSize(1);
    assertThat(line(tasks().path(0))).isEqualTo("RECIPIENT SIGNED 2025-10-28 2025-11-05");
    assertThat(tasks().path(0).path("overdue").asBoolean()).isTrue();
    house.recipient("cloud", STANDARD + ", 'notifiedAt': '2025-11-04'", house.url()).expect(200);
    assertThat(tasks()).isEmpty();
    var ended = ", 'notifiedAt': '2025-11-04', 'expiresAt': '2025-12-31'";
    house.recipient("cloud", STANDARD + ended, house.url()).expect(200);
    var today = LocalDate.now(ZoneId.of("Europe/Istanbul")).toString();
    assertThat(tasks()).hasSize(2);
    assertThat(line(tasks().path(0)))
        .as("by New Year's Day")
        .isEqualTo("RECIPIENT ENDED 2025-12-31 2026-01-08");
    assertThat(line(tasks().path(1))).startsWith("RECIPIENT CHANGED " + today);
    var told = ", 'expiresAt': '2025-12-31', 'notifiedAt': '" + today + "'";
    house.recipient("cloud", STANDARD + told, house.url()).expect(200);
    assertThat(tasks()).isEmpty();
  }

  /// What was not told of stays due, whatever else becomes of the contract.
  @Test
  void aLaterChangeMakesNoEarlierOneUndone() {
    var told = ", 'notifiedAt': '2025-11-04'";
    house.recipient("cloud", STANDARD + told, house.url()).expect(201);
    var other = "'group': 'SUPPLIER', 'country': 'US', 'mechanism': 'SG_BCR'" + told;
    house.recipient("cloud", other, house.url()).expect(200);
    assertThat(tasks()).hasSize(1);
    assertThat(line(tasks().path(0))).startsWith("RECIPIENT ENDED");
    house.recipient("cloud", other + ", 'contract': 'BCR-2'", house.url()).expect(200);
    assertThat(tasks()).hasSize(1);
    assertThat(line(tasks().path(0))).startsWith("RECIPIENT ENDED");
    var again = STANDARD.replace("2025-10-28", "2026-11-02") + told;
    house.recipient("cloud", again, house.url()).expect(200);
    assertThat(tasks().findValuesAsText("reason")).containsExactlyInAnyOrder("SIGNED", "ENDED");
    var all = again.replace("2025-11-04", LocalDate.now(ZoneId.of("Europe/Istanbul")).toString());
    house.recipient("cloud", all, house.url()).expect(200);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void soIsTheOneThatHostingRestsOn() {
    house
        .tenant(
            "'hosting': {'mechanism': 'SG_STANDARD_CONTRACT', 'document': 'SS-1', 'signedAt':"
                + " '2025-06-04'}")
        .expect(200);
    assertThat(tasks()).hasSize(1);
    assertThat(line(tasks().path(0)))
        .as("by the feast of sacrifice")
        .isEqualTo("HOSTING SIGNED 2025-06-04 2025-06-13");
  }
}
