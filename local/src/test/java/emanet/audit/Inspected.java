package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.values.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;

/// A tenant that did something of everything in a time, for an inspector to look into.
final class Inspected {
  static final String NUMBER = "10000000146";
  static final String TYPED = "cok-gizli-gerekce";

  final Stack stack;
  final String tenant = Stack.tenantName();
  final Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  final String person;
  final String leaver;
  final Instant to;

  private Inspected(Stack stack) {
    this.stack = stack;
    register();
    person = Stack.employee(service(), NUMBER);
    leaver = Stack.employee(service(), "12345678950");
    dealings();
    stack.as(stack.token(tenant, "agent-9", "agent")).get("/v1/inventory").expect(403);
    to = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
  }

  static Inspected on(Stack stack) {
    return new Inspected(stack);
  }

  private void register() {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme <b>A.Ş.</b>', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}]}
            """)
        .expect(201);
    var dpo = dpo();
    dpo.put(
            "/v1/recipients/bank",
            "{'title': 'Banka', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'email':"
                + " 'veri@banka.example'}}")
        .expect(201);
    activity("hr", "'CONTRACT'", "[{'category': 'identity'}, {'category': 'contact'}]");
    dpo.put(
            "/v1/activities/news",
            """
            {'title': {'tr': 'Bülten', 'en': 'News'}, 'role': 'PROCESSOR', 'purposes': ['Bülten'],
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'EXPLICIT_CONSENT',
             'categories': [{'category': 'contact', 'fields': ['email']}], 'roles': ['service'],
             'recipients': [], 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE', 'attestation': {'noticeVersion': '1',
             'basis': 'EXPLICIT_CONSENT', 'by': 'Beta', 'at': '2026-01-01T00:00:00Z',
             'validUntil': '2036-01-01T00:00:00Z'}}
            """)
        .expect(201);
    dpo.post(
            "/v1/notices/privacy/versions",
            """
            {'kind': 'PRIVACY_NOTICE', 'language': 'tr', 'title': 'Aydınlatma Metni', 'body':
             'Veri sorumlusu Acme A.Ş.dir. İşleme amacı bordrodur. Veriler vergi dairesine aktarılır. Otomatik yöntemle, hukuki sebep olarak sözleşmeye dayanarak toplanır. 11. maddedeki haklarınız saklıdır.',
             'effectiveFrom': '2026-01-01T00:00:00Z'}
            """)
        .expect(201);
    dpo.put(
            "/v1/grants/agent-1",
            "{'role': 'agent', 'from': '2026-01-01T00:00:00Z', 'to': '2036-01-01T00:00:00Z'}")
        .expect(201);
  }

  private void activity(String code, String basis, String categories) {
    dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': %s, 'categories': %s,
             'roles': ['service', 'agent', 'dpo'], 'recipients': ['bank'],
             'retention': {'period': 'P10Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """
                .formatted(basis, categories))
        .expect(201);
  }

  private void dealings() {
    var path = "/v1/subjects/" + person;
    service().get(path + "/records/identity/main").expect(200);
    service()
        .post(
            path + "/notice-deliveries",
            "{'notice': 'privacy', 'version': 1, 'means': 'SHOWN', 'source': 'FROM_PERSON'}")
        .expect(201);
    var consent = "{'activity': 'news', 'granted': %s, 'channel': 'WEB', 'evidence': {'form': 7}}";
    service().post(path + "/consents", consent.formatted(true)).expect(201);
    service().post(path + "/consents", consent.formatted(false)).expect(201);
    service()
        .post(
            "/v1/disclosures",
            "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': ['identity']}]}"
                .formatted(person))
        .expect(201);
    dpo().post(path + "/holds", "{'reason': '" + TYPED + "'}").expect(201);
    dpo()
        .post(
            "/v1/requests",
            """
            {'applicant': {'name': 'Zeynep Gizli', 'idKind': 'TCKN', 'idNumber': '%s',
             'address': 'Kadıköy'}, 'rights': ['A'], 'channel': 'PURPOSE_APP',
             'receivedAt': '%s', 'text': '%s'}
            """
                .formatted(NUMBER, from, TYPED))
        .expect(201);
    dpo()
        .post(
            "/v1/breaches",
            """
            {'origin': 'OWN', 'learnedAt': '%s', 'source': 'SOCIAL_ENGINEERING',
             'effects': ['CONFIDENTIALITY'], 'description': '%s',
             'suspects': {'actors': ['agent-9'], 'from': '%s', 'to': '%s'}}
            """
                .formatted(from, TYPED, from, Instant.now()))
        .expect(201);
    var erasing = dpo().idempotent("erase-1");
    var wish = "{'method': 'ERASE', 'reason': 'Talep'}";
    var erased = erasing.post("/v1/subjects/" + leaver + "/erasure", wish);
    for (int i = 0; i < 5 && erased.status() == 504; i++) {
      erased = erasing.post("/v1/subjects/" + leaver + "/erasure", wish); // a key is being made
    }
    erased.expect(200);
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall auditor() {
    return stack.as(stack.token(tenant, "auditor-1", "auditor"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity("hr");
  }

  String time() {
    return "'from': '%s', 'to': '%s'".formatted(from, to);
  }

  /// Has a package made, and waits for it.
  ///
  /// @return its path
  String made(String subjects) {
    var begun = dpo().post("/v1/audit-packages", "{" + time() + subjects + "}").expect(202);
    if (begun.body().has("approval")) {
      stack
          .as(stack.strongToken(tenant, "dpo-2", "dpo"))
          .post(
              "/v1/approvals/" + begun.body().path("approval").asText(), "{'decision': 'APPROVE'}")
          .expect(200);
    }
    var id = begun.body().path("id").asText(begun.body().path("approval").asText());
    return done("/v1/audit-packages/" + id);
  }

  /// Waits for a package, and works on it.
  String done(String path) {
    JsonNode state = dpo().get(path).expect(200).body();
    for (int i = 0; i < 60 && state.path("state").asText().equals("RUNNING"); i++) {
      stack.control("POST", "invoke/Seal").expect(200);
      stack.control("POST", "invoke/Worker").expect(200);
      stack.advance(java.time.Duration.ofSeconds(20));
      state = dpo().get(path).expect(200).body();
    }
    if (!state.path("state").asText().equals("SUCCEEDED")) {
      throw new AssertionError(state.toString());
    }
    return path;
  }

  /// By the JDK's own reader, as any program would.
  static Map<String, Bytes> opened(Bytes zip) throws IOException {
    var files = new LinkedHashMap<String, Bytes>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip.toArray()))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), Bytes.of(in.readAllBytes()));
      }
    }
    return files;
  }

  /// The public key of packages and certificates, as SubjectPublicKeyInfo.
  byte[] key() {
    try (var kms = stack.kms()) {
      return kms.getPublicKey(request -> request.keyId("alias/emanet-certificates"))
          .publicKey()
          .asByteArray();
    }
  }

  /// The same, to verify with.
  RSAPublicKey publicKey() throws GeneralSecurityException {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key()));
  }

  /// Rows that a package must have of each chapter, at least.
  static Map<String, Integer> least() {
    return Map.ofEntries(
        Map.entry("register/tenant", 1),
        Map.entry("register/inventory", 3),
        Map.entry("register/activities", 2),
        Map.entry("register/recipients", 1),
        Map.entry("notices/versions", 1),
        Map.entry("notices/deliveries", 1),
        Map.entry("consents/decisions", 2),
        Map.entry("requests/requests", 1),
        Map.entry("disclosures/disclosures", 1),
        Map.entry("disposals/erasures", 1),
        Map.entry("breaches/breaches", 1),
        Map.entry("holds/standing", 1),
        Map.entry("access/grants", 1),
        Map.entry("access/review", 3),
        Map.entry("acts/acts", 10),
        Map.entry("acts/outcomes", 1),
        Map.entry("controls/catalogue", 12));
  }
}
