package emanet.http;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A tenant with something of everything, and for each operation of the contract a request that is
/// well formed.
final class Samples {
  static final String ACTIVITY = "payroll";

  private static final String TENANT =
      """
      {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
       'contacts': [{'role': 'DPO', 'email': 'dpo@acme.example'}]}
      """;
  private static final String CATEGORY =
      """
      {'title': {'tr': 'Eğitim', 'en': 'Training'}, 'verbis': 'PROFESSIONAL_EXPERIENCE',
       'special': false, 'fields': {'course': {'type': 'text', 'quality': 'QUASI'}}}
      """;
  private static final String DOCUMENT =
      """
      {'title': {'tr': 'Bordro', 'en': 'Payroll'}, 'role': 'CONTROLLER',
       'purposes': ['Paying wages'], 'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
       'categories': [{'category': 'identity'}, {'category': 'contact', 'view': 'MASKED'}],
       'roles': ['service', 'agent', 'dpo', 'auditor', 'subject'], 'recipients': ['payroll-co'],
       'retention': {'period': 'P10Y', 'from': 'RELATIONSHIP_END'}, 'disposal': 'ERASE'}
      """;
  private static final String NEWSLETTER =
      """
      {'title': {'tr': 'Bülten', 'en': 'Newsletter'}, 'role': 'PROCESSOR',
       'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'}, 'purposes': ['Bülten gönderimi'],
       'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'EXPLICIT_CONSENT',
       'categories': [{'category': 'contact', 'fields': ['email']}], 'roles': ['service'],
       'recipients': [], 'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE',
       'attestation': {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta',
        'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'}}
      """;
  private static final String NOTICE =
      """
      {'kind': 'PRIVACY_NOTICE', 'language': 'tr', 'title': 'Aydınlatma Metni',
       'body': 'Veri sorumlusu Acme A.Ş.dir. İşleme amacı bordrodur. Veriler vergi dairesine aktarılır. Otomatik yöntemle, hukuki sebep olarak sözleşmeye dayanarak toplanır. 11. maddedeki haklarınız saklıdır.',
       'effectiveFrom': '2026-01-01T00:00:00Z'}
      """;
  private static final String DELIVERY =
      "{'notice': 'privacy', 'version': 1, 'means': 'SHOWN', 'source': 'FROM_PERSON'}";
  private static final String RECIPIENT =
      """
      {'title': 'Tax office', 'group': 'AUTHORITY', 'country': 'TR',
       'notify': {'email': 'info@tax.example'}}
      """;
  private static final String GRANT =
      "{'role': 'agent', 'from': '2026-01-01T00:00:00Z', 'to': '2036-01-01T00:00:00Z'}";
  private static final String BREACH =
      """
      {'origin': 'OWN', 'learnedAt': '2026-01-20T10:00:00+03:00', 'source': 'SOCIAL_ENGINEERING',
       'effects': ['CONFIDENTIALITY'], 'description': 'Oturum ele geçirildi',
       'suspects': {'actors': ['agent-1'], 'from': '2026-01-19T00:00:00Z',
                    'to': '2026-01-20T00:00:00Z'}}
      """;
  private static final String IDENTITY =
      "{'fields': {'firstName': 'Ayşe', 'lastName': 'Yılmaz', 'nationalId': '10000000146'}}";

  /// A request.
  ///
  /// @param body empty for none; with single quotes for double ones
  record Sample(String method, String path, boolean activity, String body) {
    Answer send(ApiCall caller) {
      var call = activity ? caller.activity(ACTIVITY) : caller;
      return body.isEmpty()
          ? call.send(method, path, "")
          : call.with("Content-Type", "application/json")
              .send(method, path, body.replace('\'', '"'));
    }
  }

  private final Stack stack;
  private final String tenant = Stack.tenantName();
  private final Map<String, Sample> samples = new LinkedHashMap<>();
  private final String subject;

  Samples(Stack stack) {
    this.stack = stack;
    by("admin").put("/v1/tenants/" + tenant, TENANT).expect(201);
    by("dpo")
        .put(
            "/v1/recipients/payroll-co",
            "{'title': 'Bordro A.Ş.', 'group': 'SUPPLIER', 'country': 'TR',"
                + " 'notify': {'url': 'https://payroll-co.example/hook'}}")
        .expect(201);
    by("dpo").put("/v1/activities/" + ACTIVITY, DOCUMENT).expect(201);
    by("dpo").put("/v1/activities/newsletter", NEWSLETTER).expect(201);
    subject =
        by("service")
            .activity(ACTIVITY)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    register();
    people();
  }

  /// In an order in which each finds what it needs.
  private void register() {
    add("GET /v1/tenants/{tenant}", "/v1/tenants/" + tenant, false, "");
    add("PUT /v1/tenants/{tenant}", "/v1/tenants/" + tenant, false, TENANT);
    add("GET /v1/categories", "/v1/categories", false, "");
    add("PUT /v1/categories/{code}", "/v1/categories/training", false, CATEGORY);
    add("GET /v1/categories/{code}", "/v1/categories/training", false, "");
    add("GET /v1/activities", "/v1/activities", false, "");
    add("PUT /v1/activities/{code}", "/v1/activities/hiring", false, DOCUMENT);
    add("GET /v1/activities/{code}", "/v1/activities/payroll", false, "");
    add("GET /v1/activities/{code}/versions", "/v1/activities/payroll/versions", false, "");
    add("GET /v1/recipients", "/v1/recipients", false, "");
    add("PUT /v1/recipients/{id}", "/v1/recipients/tax-office", false, RECIPIENT);
    add("GET /v1/recipients/{id}", "/v1/recipients/tax-office", false, "");
    add("GET /v1/grants", "/v1/grants", false, "");
    add("PUT /v1/grants/{actor}", "/v1/grants/somebody", false, GRANT);
    add("GET /v1/grants/{actor}", "/v1/grants/somebody", false, "");
    add("DELETE /v1/grants/{actor}", "/v1/grants/somebody", false, "");
    add("GET /v1/approvals", "/v1/approvals", false, "");
    add("GET /v1/approvals/{id}", "/v1/approvals/" + "0".repeat(26), false, "");
    add(
        "POST /v1/approvals/{id}",
        "/v1/approvals/" + "0".repeat(26),
        false,
        "{'decision': 'APPROVE'}");
    add("GET /v1/inventory", "/v1/inventory", false, "");
    add("GET /v1/inventory/declarations", "/v1/inventory/declarations", false, "");
    add("POST /v1/inventory/declarations", "/v1/inventory/declarations", false, "{}");
    add("GET /v1/inventory/diff", "/v1/inventory/diff", false, "");
    add("GET /v1/overview", "/v1/overview", false, "");
  }

  private void people() {
    var person = "/v1/subjects/" + subject;
    var one = "/v1/subjects/{id}/records/{category}/{recordId}";
    var notice = "/v1/notices/{id}";
    add("POST " + notice + "/versions", "/v1/notices/privacy/versions", false, NOTICE);
    add("GET /v1/notices", "/v1/notices", false, "");
    add("GET " + notice, "/v1/notices/privacy", false, "");
    add("GET " + notice + "/versions", "/v1/notices/privacy/versions", false, "");
    add("GET " + notice + "/versions/{n}", "/v1/notices/privacy/versions/1", false, "");
    add("GET " + notice + "/diff", "/v1/notices/privacy/diff?from=1&to=1", false, "");
    add("GET " + notice + "/outstanding", "/v1/notices/privacy/outstanding", false, "");
    var open = "/public/{tenant}/notices/{id}";
    add("GET " + open, "/public/" + tenant + "/notices/privacy", false, "");
    add(
        "GET " + open + "/versions/{n}",
        "/public/" + tenant + "/notices/privacy/versions/1",
        false,
        "");
    add("POST /v1/subjects/{id}/notice-deliveries", person + "/notice-deliveries", false, DELIVERY);
    add("GET /v1/subjects/{id}/notice-deliveries", person + "/notice-deliveries", false, "");
    add("POST /v1/subjects", "/v1/subjects", true, "{'groups': ['EMPLOYEE']}");
    add(
        "POST /v1/subjects/batch",
        "/v1/subjects/batch",
        true,
        "{'items': [{'groups': ['EMPLOYEE']}]}");
    add("GET /v1/subjects/{id}", person, false, "");
    add("PATCH /v1/subjects/{id}", person, false, "{'relationshipEnd': '2026-10-31'}");
    add(
        "POST /v1/subjects/{id}/consents",
        person + "/consents",
        false,
        "{'activity': 'newsletter', 'granted': true, 'channel': 'WEB', 'evidence': {'form': 7}}");
    add("GET /v1/subjects/{id}/consents", person + "/consents", false, "");
    add("PUT " + one, person + "/records/identity/main", true, IDENTITY);
    add("GET " + one, person + "/records/identity/main", true, "");
    add(
        "PATCH " + one,
        person + "/records/identity/main",
        true,
        "{'fields': {'firstName': 'Fatma'}}");
    add("GET /v1/subjects/{id}/records", person + "/records", true, "");
    add(
        "POST /v1/records/batch",
        "/v1/records/batch",
        true,
        "{'items': [{'subject': '%s', 'category': 'contact', 'recordId': 'c', 'fields': {'email': 'a@b.tr'}}, {'subject': '%s', 'category': 'health', 'recordId': 'h', 'fields': {}}]}"
            .formatted(subject, subject));
    add(
        "POST /v1/subjects/search",
        "/v1/subjects/search",
        true,
        "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '10000000146'}}");
    add("DELETE " + one, person + "/records/identity/main", true, "");
    disclosures(person);
    protection(person);
    requests();
    breaches();
    packages();
    operations();
    restores();
    cookies();
    erasure();
    add("GET /v1/ledger/entries", "/v1/ledger/entries?subject=" + subject, false, "");
    add(
        "GET /v1/ledger/entries/{id}/proof",
        "/v1/ledger/entries/06gscepkqc00000000000000/proof",
        false,
        "");
    add("GET /v1/access-log", "/v1/access-log", false, "");
    add("GET /v1/ledger/checkpoint", "/v1/ledger/checkpoint", false, "");
    add("GET /v1/ledger/cosigned", "/v1/ledger/cosigned", false, "");
    add("GET /v1/ledger/tile/{path}", "/v1/ledger/tile/0/000.p/1", false, "");
    add("GET /health", "/health", false, "");
    add("GET /health/deep", "/health/deep", false, "");
  }

  private void cookies() {
    var choices = "/public/" + tenant + "/cookie-choices";
    var policy =
        "{'kind': 'COOKIE_POLICY', 'language': 'tr', 'title': 'Çerezler', 'body': 'Çerezler',"
            + " 'effectiveFrom': '2026-01-01T00:00:00Z'}";
    var ticks =
        "{'policyVersion': 1, 'choices': {'functional': true, 'analytics': false, 'marketing':"
            + " false}}";
    by("dpo").post("/v1/notices/cookies/versions", policy).expect(201);
    var receipt =
        stack.anonymous().post(choices, ticks).expect(201).body().path("receipt").asText();
    add("POST /public/{tenant}/cookie-choices", choices, false, ticks);
    add("GET /public/{tenant}/cookie-choices/{receipt}", choices + "/" + receipt, false, "");
  }

  private void erasure() {
    var leaving =
        by("service")
            .activity(ACTIVITY)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var gone =
        by("service")
            .activity(ACTIVITY)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var wish = "{'method': 'ERASE', 'reason': 'Talep'}";
    var id =
        by("dpo")
            .post("/v1/subjects/" + gone + "/erasure", wish)
            .expect(200)
            .body()
            .path("id")
            .asText();
    add("POST /v1/subjects/{id}/erasure", "/v1/subjects/" + leaving + "/erasure", false, wish);
    add("GET /v1/erasures/{erasureId}", "/v1/erasures/" + id, false, "");
    retention();
  }

  private void retention() {
    var runs = "/v1/retention/runs";
    add("GET /v1/retention/due", "/v1/retention/due?on=2027-03-01", false, "");
    add("POST " + runs, runs, false, "{}");
    add("GET " + runs, runs, false, "");
    var run = by("dpo").post(runs, "{}").expect(202).body().path("id").asText();
    add("GET " + runs + "/{runId}", runs + "/" + run, false, "");
    add("GET " + runs + "/{runId}/log", runs + "/" + run + "/log", false, "");
  }

  private void disclosures(String person) {
    var all = "/v1/disclosures";
    add(
        "POST " + all,
        all,
        true,
        "{'recipient': 'payroll-co', 'items': [{'subject': '%s', 'categories': ['identity']}]}"
            .formatted(subject));
    var made =
        by("service")
            .activity(ACTIVITY)
            .post(
                all,
                "{'recipient': 'payroll-co', 'items': [{'subject': '%s', 'categories': ['identity'], 'recipientRef': 'S-1'}]}"
                    .formatted(subject))
            .expect(201)
            .body()
            .path("id")
            .asText();
    add("GET " + all + "/{id}", all + "/" + made, false, "");
    add("GET /v1/subjects/{id}/disclosures", person + "/disclosures", false, "");
    add("POST " + all + "/{id}/confirmations", all + "/" + made + "/confirmations", false, "{}");
    add("GET /v1/disclosure-notices", "/v1/disclosure-notices", false, "");
    add("GET /v1/contract-tasks", "/v1/contract-tasks", false, "");
    add("GET /v1/attestations", "/v1/attestations", false, "");
    add("GET /v1/sends", "/v1/sends?list=TWICE", false, "");
    add("POST /v1/sends/{id}/retry", "/v1/sends/nothing/retry", false, "");
    var secret = "/v1/recipients/payroll-co/webhook-secret";
    add("GET /v1/recipients/{id}/webhook-secret", secret, false, "");
    add("POST /v1/recipients/{id}/webhook-secret", secret, false, "");
  }

  private void protection(String person) {
    var restrictions = person + "/restrictions";
    var all = "/v1/subjects/{id}/restrictions";
    var restriction =
        by("dpo")
            .post(
                restrictions,
                "{'kind': 'DISPUTE', 'categories': ['contact'], 'reason': 'Adresine itiraz etti'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    add(
        "POST " + all,
        restrictions,
        false,
        "{'kind': 'ACCURACY', 'activities': ['payroll'], 'categories': ['contact'],"
            + " 'reason': 'Adres eski'}");
    add("GET " + all, restrictions, false, "");
    add("DELETE " + all + "/{restrictionId}", restrictions + "/" + restriction, false, "");
    add("DELETE " + all, restrictions, false, "");
    var holds = person + "/holds";
    var hold =
        stack
            .as(stack.strongToken(tenant, "another-dpo", "dpo"))
            .post(holds, "{'reason': 'Dava sürüyor', 'category': 'contact'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    add("POST /v1/subjects/{id}/holds", holds, false, "{'reason': 'Dava', 'category': 'contact'}");
    add("GET /v1/subjects/{id}/holds", holds, false, "");
    add(
        "GET /v1/categories/{code}/anonymous-records",
        "/v1/categories/personnel/anonymous-records",
        false,
        "");
    add("DELETE /v1/subjects/{id}/holds/{holdId}", holds + "/" + hold, false, "");
  }

  private static final String APPLICATION =
      """
      {'applicant': {'name': 'Ayşe Yılmaz', 'idKind': 'TCKN', 'idNumber': '10000000146',%s},
       'rights': ['A', 'Ç'], 'channel': 'PURPOSE_APP', 'receivedAt': '2026-01-05T10:00:00+03:00',
       'text': 'Verilerim işleniyor mu?'}
      """;
  private static final String PROCESSING =
      """
      {'title': {'tr': 'Barındırma', 'en': 'Hosting'}, 'role': 'PROCESSOR',
       'controller': {'title': 'Müşteri A.Ş.', 'address': 'İzmir'},
       'attestation': {'noticeVersion': '3', 'basis': 'CONTRACT', 'by': 'Müşteri A.Ş.',
        'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'},
       'purposes': ['Veri barındırma'], 'subjectGroups': ['CUSTOMER'], 'legalBasis': 'CONTRACT',
       'categories': [{'category': 'contact'}], 'roles': ['service'], 'recipients': [],
       'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
      """;
  private static final String COMPLETE = APPLICATION.formatted("'address': 'Ankara'");
  private static final String INCOMPLETE = APPLICATION.formatted("'phone': '05000000000'");

  /// An application of its own for each step, where the step finds it.
  private void requests() {
    add("POST /v1/requests", "/v1/requests", false, COMPLETE);
    add("GET /v1/requests", "/v1/requests", false, "");
    add("GET /v1/requests/{id}", request(COMPLETE), false, "");
    add(
        "PATCH /v1/requests/{id}",
        request(INCOMPLETE),
        false,
        "{'applicant': {'address': 'Ankara'}}");
    add(
        "POST /v1/requests/{id}/identity",
        request(COMPLETE) + "/identity",
        false,
        "{'method': 'Kimlik kartı', 'verified': true, 'subject': '%s'}".formatted(subject));
    var items =
        "{'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'Ç', 'outcome': 'ACCEPT'}]}";
    add("POST /v1/requests/{id}/decision", identified() + "/decision", false, items);
    var decided = identified();
    by("dpo").post(decided + "/decision", items).expect(200);
    add("GET /v1/requests/{id}/answer", decided + "/answer", false, "");
    add(
        "POST /v1/requests/{id}/answer",
        decided + "/answer",
        false,
        "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}");
    by("dpo").put("/v1/activities/hosting", PROCESSING).expect(201);
    var to = "{'activity': 'hosting', 'email': 'kvkk@musteri.example'}";
    add("POST /v1/requests/{id}/forward", request(COMPLETE) + "/forward", false, to);
    var forwarded = request(COMPLETE);
    by("dpo").post(forwarded + "/forward", to).expect(200);
    add(
        "POST /v1/requests/{id}/forward/receipts",
        forwarded + "/forward/receipts",
        false,
        "{'by': 'Müşteri A.Ş.', 'at': '2026-01-20T10:00:00+03:00'}");
    add(
        "POST /v1/requests/{id}/cancellation",
        request(COMPLETE) + "/cancellation",
        false,
        "{'reason': 'Başvuran vazgeçti'}");
  }

  private void operations() {
    add("POST /v1/backups", "/v1/backups", false, "{}");
    add("GET /v1/backups", "/v1/backups", false, "");
    add(
        "GET /v1/backups/{backupId}",
        "/v1/backups/"
            + by("operator").post("/v1/backups", "{}").expect(202).body().path("id").asText(),
        false,
        "");
  }

  /// There is no such backup, and no empty tables either.
  private void restores() {
    add("POST /v1/restores", "/v1/restores", false, "{'backup': 'none'}");
    add("GET /v1/restores", "/v1/restores", false, "");
    add("GET /v1/restores/{restoreId}", "/v1/restores/none", false, "");
    add("POST /v1/restores/{restoreId}/promotion", "/v1/restores/none/promotion", false, "{}");
    add("POST /v1/drills", "/v1/drills", false, "{'backup': 'none'}");
    add("GET /v1/drills", "/v1/drills", false, "");
    add("GET /v1/drills/{drillId}", "/v1/drills/none", false, "");
    glass();
  }

  private void glass() {
    var one = "/v1/break-glass/" + "0".repeat(26);
    var records = one + "/subjects/" + subject + "/records";
    add(
        "POST /v1/break-glass",
        "/v1/break-glass",
        false,
        "{'tenant': '%s', 'reason': 'Destek', 'ttl': 'PT5M'}".formatted(tenant));
    add("GET /v1/break-glass", "/v1/break-glass", false, "");
    add("GET /v1/break-glass/{glassId}", one, false, "");
    add("DELETE /v1/break-glass/{glassId}", one, false, "");
    add("GET /v1/break-glass/{glassId}/subjects/{id}/records", records, true, "");
    add(
        "GET /v1/break-glass/{glassId}/subjects/{id}/records/{category}/{recordId}",
        records + "/identity/main",
        true,
        "");
  }

  private void breaches() {
    add("POST /v1/breaches", "/v1/breaches", false, BREACH);
    add("GET /v1/breaches", "/v1/breaches", false, "");
    var breach =
        "/v1/breaches/"
            + by("dpo").post("/v1/breaches", BREACH).expect(201).body().path("id").asText();
    add("GET /v1/breaches/{id}", breach, false, "");
    add(
        "PATCH /v1/breaches/{id}",
        breach,
        false,
        "{'reason': 'Nöbet defteri', 'learnedAt': '2026-01-19T10:00:00+03:00'}");
    by("dpo").post(breach + "/scope", "{}");
    add("POST /v1/breaches/{id}/scope", breach + "/scope", false, "{}");
    add("GET /v1/breaches/{id}/scope", breach + "/scope", false, "");
    add("GET /v1/breaches/{id}/scope/list", breach + "/scope/list", false, "");
    add(
        "POST /v1/breaches/{id}/no-notice",
        breach + "/no-notice",
        false,
        "{'audience': 'SUBJECTS', 'reason': 'Veriler maskeliydi'}");
    add(
        "POST /v1/breaches/{id}/notifications",
        breach + "/notifications",
        false,
        """
        {'audience': 'AUTHORITY', 'stage': 'FIRST', 'sentAt': '2026-01-25T10:00:00+03:00',
         'means': 'Form', 'reference': '2026-1', 'delayReason': 'Tatil'}
        """);
    add("GET /v1/breaches/{id}/notifications", breach + "/notifications", false, "");
    add("GET /v1/breaches/{id}/authority-form", breach + "/authority-form", false, "");
    add("GET /v1/breaches/{id}/file", breach + "/file", false, "");
    var words = "'measures': 'Oturum kapatıldı', 'advice': 'Bekleyin', 'contact': 'KVKK ekibi'";
    by("dpo")
        .post(breach + "/notifications", "{'audience': 'COUNTERPART', " + words + "}")
        .expect(201);
    add(
        "POST /v1/breaches/{id}/receipts",
        breach + "/receipts",
        false,
        "{'by': 'Acme', 'at': '%s'}"
            .formatted(java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS)));
    var incident =
        BREACH
            .replace("'origin': 'OWN'", "'tenants': ['" + tenant + "'], " + words)
            .replace("agent-1", "agent-2");
    add("POST /v1/incidents", "/v1/incidents", false, incident);
    add("GET /v1/incidents", "/v1/incidents?limit=1", false, "");
    add(
        "GET /v1/incidents/{id}",
        "/v1/incidents/" + by("admin").post("/v1/incidents", incident).body().path("id").asText(),
        false,
        "");
  }

  private void packages() {
    add("GET /v1/suspicions", "/v1/suspicions", false, "");
    add(
        "POST /v1/suspicions/{id}/assessment",
        "/v1/suspicions/20261126-0000000000000000/assessment",
        false,
        "{'outcome': 'DISMISSED'}");
    var time = "{'from': '2026-01-01T00:00:00Z', 'to': '2026-02-01T00:00:00Z'}";
    var id = by("dpo").post("/v1/audit-packages", time).expect(202).body().path("id").asText();
    var path = "/v1/audit-packages/" + id;
    add("POST /v1/audit-packages", "/v1/audit-packages", false, time);
    add("GET /v1/audit-packages/{id}", path, false, "");
    add("GET /v1/audit-packages/{id}/content", path + "/content", false, "");
    add("GET /v1/audit-packages/{id}/people/{subject}", path + "/people/" + subject, false, "");
    closure("/v1/tenants/" + tenant + "/closure");
  }

  /// Nobody approves it: the tenant goes on.
  private void closure(String path) {
    var zeroes = "0".repeat(64);
    add(
        "POST /v1/tenants/{tenant}/closure",
        path,
        false,
        "{'publicKey': '" + resource("/emanet/closure/public.pem").replace("\n", "\\n") + "'}");
    add("GET /v1/tenants/{tenant}/closure", path, false, "");
    add("GET /v1/tenants/{tenant}/closure/package", path + "/package", false, "");
    add(
        "POST /v1/tenants/{tenant}/closure/receipt",
        path + "/receipt",
        false,
        "{'sha256': '%s', 'manifest': '%s'}".formatted(zeroes, zeroes));
    add("POST /v1/tenants/{tenant}/closure/withdrawal", path + "/withdrawal", false, "");
  }

  private static String resource(String name) {
    try (var in = Samples.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String identified() {
    var path = request(COMPLETE);
    by("dpo")
        .post(
            path + "/identity",
            "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(subject))
        .expect(200);
    return path;
  }

  private String request(String application) {
    return "/v1/requests/"
        + by("dpo").post("/v1/requests", application).expect(201).body().path("id").asText();
  }

  private void add(String operation, String path, boolean activity, String body) {
    var method = operation.substring(0, operation.indexOf(' '));
    samples.put(operation, new Sample(method, path, activity, body));
  }

  Map<String, Sample> all() {
    return samples;
  }

  String tenant() {
    return tenant;
  }

  String subject() {
    return subject;
  }

  /// Somebody with one role, and a second factor.
  ApiCall by(String role) {
    boolean deployments = role.equals("admin") || role.equals("operator");
    var claims = Stack.claims(deployments ? "platform" : tenant, "the-" + role, role);
    claims.putArray("amr").add("mfa");
    if (role.equals("subject")) {
      claims.put("subject", subject);
    }
    return stack.as(stack.token(claims));
  }
}
