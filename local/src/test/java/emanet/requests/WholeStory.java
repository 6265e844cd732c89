package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.LinkedHashSet;
import java.util.Set;

/// A tenant in which everything is done that lets somebody type something: the register, a person's
/// records, a consent with evidence, a dispute, disclosures, a hold, applications in all their
/// steps, and an erasure. It remembers what was typed.
public final class WholeStory {
  /// The person's, which the first application is made with too.
  public static final String NUMBER = "10000000146";

  public static final String MAIL = "Isil.Aslan@Ornek.example";
  public static final String PHONE = "05000088924";
  public static final String PASSPORT = "U98765432";

  /// Where recipients' addresses are.
  public static final String RECIPIENTS = "@alici.example";

  private static final String OTHER = "12345678950";
  private static final String EARLY = "2026-01-05T09:00:00Z";

  private final Stack stack;
  private final String tenant = Stack.tenantName();
  private final Set<String> typed = new LinkedHashSet<>();
  private final String subject;
  private final Set<String> own = new LinkedHashSet<>();
  private String hold = "";
  private int texts = 1000;

  public WholeStory(Stack stack) {
    this.stack = stack;
    register();
    var before = Set.copyOf(typed);
    subject = person();
    own.addAll(typed);
    own.removeAll(before);
    beside();
    applied();
    aside();
    erased();
  }

  public String tenant() {
    return tenant;
  }

  /// Whom all of it is about, and who is not erased.
  public String subject() {
    return subject;
  }

  /// Everything that was typed and is a person's, or could be.
  public Set<String> typed() {
    return Set.copyOf(typed);
  }

  /// What of it is the subject's own data.
  public Set<String> own() {
    return Set.copyOf(own);
  }

  public ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  public ApiCall other() {
    return stack.as(stack.strongToken(tenant, "dpo-2", "dpo"));
  }

  /// The subject is erased in the end, when nothing holds them any more.
  public void erase() {
    other().delete(at("/holds/" + hold)).expect(204);
    dpo().post(at("/erasure"), with("{'method': 'DESTROY', 'reason': '%s'}", "Sebep")).expect(200);
  }

  public ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity("work");
  }

  /// A text that nobody else has typed.
  private String text(String what) {
    return typed(what + "-" + ++texts);
  }

  private String typed(String text) {
    typed.add(text);
    return text;
  }

  /// With what is typed in the place of each `%s`.
  private String with(String json, String... what) {
    var values = new Object[what.length];
    for (int i = 0; i < what.length; i++) {
      values[i] = text(what[i]);
    }
    return json.formatted(values);
  }

  private void register() {
    var admin = stack.as(stack.strongToken("platform", "root", "admin"));
    admin
        .put(
            "/v1/tenants/" + tenant,
            with(
                """
                {'name': '%s', 'title': '%s A.Ş.', 'address': '%s',
                 'contacts': [{'role': 'DPO', 'email': '%s@acme.example', 'phone': '%s'}],
                 'hosting': {'mechanism': 'SG_UNDERTAKING', 'document': '%s',
                   'signedAt': '2026-01-01'}}
                """
                    .replace("'phone': '%s'", "'phone': '" + typed("+905000011223") + "'"),
                "Ad",
                "Ünvan",
                "Büyükdere",
                "yetkili",
                "Sözleşme"))
        .expect(201);
    dpo()
        .put(
            "/v1/categories/hobby",
            with(
                """
                {'title': {'tr': '%s', 'en': '%s'}, 'verbis': 'PROFESSIONAL_EXPERIENCE',
                 'special': false, 'fields': {'course': {'type': 'text', 'searchable': true}}}
                """,
                "Uğraş", "Pastime"))
        .expect(201);
    for (var group : new String[] {"supplier", "authority"}) {
      dpo()
          .put(
              "/v1/recipients/" + group,
              with(
                  """
                  {'title': '%s', 'group': 'GROUP', 'country': 'TR', 'contract': '%s',
                   'notify': {'email': '%s@alici.example'}}
                  """
                      .replace("GROUP", group.toUpperCase(java.util.Locale.ROOT)),
                  "Alıcı",
                  "Protokol",
                  "alici"))
          .expect(201);
    }
    dpo()
        .post(
            "/v1/notices/leaflet/versions",
            with(
                """
                {'kind': 'PRIVACY_POLICY', 'language': 'tr', 'title': '%s', 'body': '%s',
                 'effectiveFrom': '2026-01-01T00:00:00Z'}
                """,
                "Başlık", "Gövde"))
        .expect(201);
    activities();
    dpo().post("/v1/inventory/declarations", with("{'reference': '%s'}", "Bildirim")).expect(201);
  }

  private void activities() {
    var all =
        "'categories': [{'category': 'identity'}, {'category': 'contact'},"
            + " {'category': 'personnel'}, {'category': 'finance'}, {'category': 'hobby'}],"
            + " 'roles': ['service', 'agent', 'dpo'], 'recipients': ['supplier', 'authority'],"
            + " 'subjectGroups': ['EMPLOYEE'], 'retention': {'period': 'P10Y', 'from':"
            + " 'EVENT_DATE'}, 'disposal': 'ERASE'";
    dpo()
        .put(
            "/v1/activities/work",
            with(
                "{'title': {'tr': '%s', 'en': '%s'}, 'role': 'CONTROLLER', 'purposes': ['%s'],"
                    + " 'legalBasis': 'LEGITIMATE_INTEREST', 'balancingTest': '%s', "
                    + all
                    + "}",
                "İş",
                "Work",
                "Amaç",
                "Denge"))
        .expect(201);
    dpo()
        .put(
            "/v1/activities/offers",
            with(
                "{'title': {'tr': '%s', 'en': '%s'}, 'role': 'PROCESSOR', 'purposes': ['%s'],"
                    + " 'controller': {'title': '%s', 'address': '%s'}, 'legalBasis':"
                    + " 'EXPLICIT_CONSENT', 'attestation': {'noticeVersion': '%s', 'basis':"
                    + " 'EXPLICIT_CONSENT', 'by': '%s', 'at': '2026-01-01T00:00:00Z', 'validUntil':"
                    + " '2046-01-01T00:00:00Z'}, "
                    + all
                    + "}",
                "Teklif",
                "Offer",
                "Gaye",
                "Müşteri",
                "Alsancak",
                "sürüm",
                "Beyan"))
        .expect(201);
  }

  private String person() {
    var made =
        service()
            .post("/v1/subjects", with("{'groups': ['EMPLOYEE'], 'externalRef': '%s'}", "REF"))
            .expect(201)
            .body();
    var id = made.path("id").asText();
    service()
        .patch("/v1/subjects/" + id, "{'relationshipEnd': '" + typed("2031-11-12") + "'}")
        .expect(200);
    put(
        id,
        "identity",
        "{'fields': {'firstName': '%s', 'lastName': '%s', 'nationalId': '"
            + typed(NUMBER)
            + "', 'birthDate': '"
            + typed("1987-06-05")
            + "'}, 'eventDate': '"
            + typed("2021-10-13")
            + "'}",
        "Işıl",
        "Aslan");
    typed(MAIL);
    typed("+905000088924");
    put(
        id,
        "contact",
        "{'fields': {'email': '" + MAIL + "', 'phone': '" + typed(PHONE) + "', 'address': '%s'}}",
        "Gülveren");
    put(
        id,
        "finance",
        "{'fields': {'iban': '" + typed("TR330006100519786457841326") + "', 'bank': '%s'}}",
        "Şube");
    put(
        id,
        "personnel",
        "{'fields': {'employeeNo': '%s', 'title': '%s', 'department': '%s', 'salary': "
            + typed("99123.45")
            + "}}",
        "SİCİL",
        "Görev",
        "Birim");
    put(id, "hobby", "{'fields': {'course': '%s'}}", "Ebru");
    for (var match :
        new String[] {
          "'identity', 'field': 'nationalId', 'value': '" + NUMBER,
          "'contact', 'field': 'email', 'value': '" + MAIL
        }) {
      service().post("/v1/subjects/search", "{'match': {'category': " + match + "'}}").expect(200);
    }
    return id;
  }

  private void put(String id, String category, String fields, String... what) {
    service()
        .idempotent(category + id)
        .put("/v1/subjects/" + id + "/records/" + category + "/main", with(fields, what))
        .expect(201);
  }

  private String at(String path) {
    return "/v1/subjects/" + subject + path;
  }

  /// Consent with evidence, its withdrawal and another, a notice received, a dispute, disclosures
  /// with references, one of them to an authority, and a hold.
  private void beside() {
    for (var granted : new String[] {"true", "false", "true"}) {
      service()
          .post(
              at("/consents"),
              with(
                  "{'activity': 'offers', 'granted': "
                      + granted
                      + ", 'channel': '%s', 'evidence': {'%s': '%s'}}",
                  "Kanal",
                  "Anahtar",
                  "Kanıt"))
          .expect(201);
    }
    service()
        .post(
            at("/notice-deliveries"),
            "{'notice': 'leaflet', 'version': 1, 'means': 'SHOWN', 'source': 'FROM_PERSON',"
                + " 'acknowledged': true}")
        .expect(201);
    var items =
        ("'items': [{'subject': '%s', 'categories': ['identity'], 'fields': {'identity':"
                + " ['lastName']}, 'recipientRef': '")
            .formatted(subject);
    var made =
        service()
            .activity("offers")
            .post(
                "/v1/disclosures", with("{'recipient': 'supplier', " + items + "%s'}]}", "MÜŞTERİ"))
            .expect(201)
            .body();
    var approval =
        dpo()
            .activity("work")
            .post(
                "/v1/disclosures",
                with(
                    "{'recipient': 'authority', 'document': '%s', 'article': '%s', "
                        + items
                        + "%s'}]}",
                    "Müzekkere",
                    "Madde",
                    "DOSYA"))
            .expect(202)
            .body();
    approve(approval);
    dpo()
        .post(
            at("/restrictions"),
            with("{'kind': 'DISPUTE', 'categories': ['hobby'], 'reason': '%s'}", "İtiraz"))
        .expect(201);
    hold =
        dpo()
            .post(at("/holds"), with("{'reason': '%s'}", "Bekletme"))
            .expect(201)
            .body()
            .path("id")
            .asText();
  }

  private void approve(JsonNode proposed) {
    other()
        .post("/v1/approvals/" + proposed.path("approval").asText(), "{'decision': 'APPROVE'}")
        .expect(200);
  }

  private static String path(JsonNode taken) {
    return "/v1/requests/" + taken.path("id").asText();
  }

  /// The whole way of an application, whose rectification tells the recipients.
  private void applied() {
    var taken =
        dpo()
            .post(
                "/v1/requests",
                with(
                    """
                    {'applicant': {'name': '%s Bey', 'idKind': 'TCKN', 'idNumber': '10000000146',
                      'address': '%s', 'email': 'Isil.Aslan@Ornek.example', 'phone': '05000088924',
                      'kep': '%s@hs01.kep.tr'}, 'rights': ['A', 'B', 'D', 'E', 'F'],
                     'channel': 'SECURE_ESIGN', 'receivedAt': '2026-01-05T09:00:00Z',
                     'text': '%s', 'documents': [{'title': '%s', 'sha256': 'SHA'}]}
                    """
                        .replace("SHA", "b".repeat(64)),
                    "Başvuran",
                    "Mahalle",
                    "kepadresi",
                    "Talep",
                    "Dilekçe"))
            .expect(201)
            .body();
    dpo()
        .post(
            path(taken) + "/identity",
            with("{'method': '%s', 'verified': true, 'subject': '" + subject + "'}", "Yöntem"))
        .expect(200);
    dpo()
        .post(
            path(taken) + "/decision",
            with(
                """
                {'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'B', 'outcome': 'ACCEPT'},
                           {'right': 'D', 'category': 'identity', 'outcome': 'ACCEPT'},
                           {'right': 'E', 'outcome': 'REFUSE', 'reason': '%s'},
                           {'right': 'F', 'outcome': 'ACCEPT'}],
                 'changes': [{'category': 'identity', 'recordId': 'main',
                              'fields': {'lastName': '%s'}}]}
                """,
                "Gerekçe", "Yenisoyad"))
        .expect(200);
    dpo()
        .post(path(taken) + "/answer", "{'channel': 'KEP', 'sentAt': '" + EARLY + "'}")
        .expect(200);
    dpo().get(path(taken) + "/answer").expect(200);
    confirmed();
  }

  private void confirmed() {
    var told = dpo().get("/v1/disclosure-notices").expect(200).body().path("items");
    for (var notice : told) {
      dpo()
          .post(
              "/v1/disclosures/" + notice.path("disclosure").asText() + "/confirmations",
              with("{'note': '%s'}", "Tutanak"))
          .expect(201);
    }
    if (told.isEmpty()) {
      throw new AssertionError("a recipient is told of a rectification");
    }
  }

  /// One that lacks much and is completed, one for a child that is forwarded, one that is
  /// withdrawn.
  private void aside() {
    var bare =
        dpo()
            .post(
                "/v1/requests",
                with(
                    """
                    {'applicant': {'name': '%s Bey', 'idKind': 'PASSPORT', 'idNumber': 'U98765432',
                      'nationality': 'DE'}, 'rights': ['A'], 'channel': 'WRITTEN',
                     'receivedAt': '2026-01-05T09:00:00Z', 'text': '%s'}
                    """,
                    "Yabancı", "Eksik"))
            .expect(201)
            .body();
    typed(PASSPORT);
    dpo().get(path(bare) + "/answer").expect(200);
    dpo()
        .patch(
            path(bare), with("{'applicant': {'address': '%s'}, 'text': '%s'}", "Tamamlanan", "Ek"))
        .expect(200);
    dpo().post(path(bare) + "/cancellation", with("{'reason': '%s'}", "Vazgeçme")).expect(200);
    var child =
        dpo()
            .post(
                "/v1/requests",
                with(
                    """
                    {'applicant': {'name': '%s Bey', 'idKind': 'TCKN', 'idNumber': '99000000042',
                      'address': '%s'}, 'rights': ['A'], 'channel': 'SECURE_ESIGN',
                     'onBehalfOf': {'relation': 'PARENT', 'person': {'name': '%s',
                       'idKind': 'TCKN', 'idNumber': '12345678950'},
                       'authority': {'kind': '%s', 'date': '2026-01-02', 'sha256': 'SHA'}},
                     'receivedAt': '2026-01-05T09:00:00Z', 'text': '%s'}
                    """
                        .replace("SHA", "a".repeat(64)),
                    "Veli",
                    "Semt",
                    "Çocuk",
                    "Nüfus",
                    "Vekâlet"))
            .expect(201)
            .body();
    typed("99000000042");
    typed(OTHER);
    dpo()
        .post(
            path(child) + "/forward",
            with("{'activity': 'offers', 'email': '%s@musteri.example'}", "iletilen"))
        .expect(200);
    dpo()
        .post(
            path(child) + "/forward/receipts",
            with("{'by': '%s', 'at': '2026-01-20T10:00:00Z'}", "Alındı"))
        .expect(200);
  }

  /// Somebody else, who does not come back.
  private void erased() {
    var id =
        service()
            .post("/v1/subjects", with("{'groups': ['EMPLOYEE'], 'externalRef': '%s'}", "REF"))
            .expect(201)
            .body()
            .path("id")
            .asText();
    put(
        id,
        "identity",
        "{'fields': {'firstName': '%s', 'lastName': '%s', 'nationalId': '" + OTHER + "'}}",
        "Giden",
        "Kişi");
    dpo()
        .post(
            "/v1/subjects/" + id + "/erasure",
            with("{'method': 'DESTROY', 'reason': '%s', 'suppress': true}", "Sebep"))
        .expect(200);
  }
}
