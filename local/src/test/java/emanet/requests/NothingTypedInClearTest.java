package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// After a whole application beside a consent, a dispute, a disclosure and a hold, nothing that
/// anybody typed stands in a table or an object.
class NothingTypedInClearTest {
  private static final String NUMBER = "10000000146";
  private static final String EARLY = "2026-01-05T09:00:00Z";
  private static final List<String> TYPED =
      List.of(
          NUMBER,
          "Aslan",
          "Gülveren",
          "isil.aslan@ornek.example",
          "sildirmek",
          "Yöntem-7731",
          "Gerekçe-8842",
          "musteri-9953@ornek.example",
          "Dilekçe-6620",
          "kvkk@acme.example",
          "Kanıt-1174",
          "Bekletme-2285",
          "İtiraz-3396",
          "MÜŞTERİ-4407",
          "Beta-5518");

  private final Stack stack = Stack.shared();
  private final Office office = Office.on(stack);

  /// Consent with evidence, a dispute, a disclosure with its reference and its confirmation, a
  /// hold.
  private void beside(String subject) {
    office
        .dpo()
        .put(
            "/v1/recipients/bank",
            "{'title': 'Banka A.Ş.', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'url':"
                + " 'https://banka.example/kvkk'}}")
        .expect(201);
    office
        .dpo()
        .put(
            "/v1/activities/offers",
            """
            {'title': {'tr': 'Teklif', 'en': 'Offers'}, 'role': 'PROCESSOR',
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'}, 'purposes': ['Teklif'],
             'attestation': {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta-5518',
               'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'},
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'EXPLICIT_CONSENT',
             'categories': [{'category': 'identity'}], 'roles': ['service'],
             'recipients': ['bank'], 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE'}
            """)
        .expect(201);
    var person = "/v1/subjects/" + subject;
    office
        .service()
        .post(
            person + "/consents",
            "{'activity': 'offers', 'granted': true, 'channel': 'WEB', 'evidence': 'Kanıt-1174'}")
        .expect(201);
    office
        .service()
        .activity("offers")
        .post(
            "/v1/disclosures",
            "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': ['identity'],"
                    .formatted(subject)
                + " 'recipientRef': 'MÜŞTERİ-4407'}]}")
        .expect(201);
    office
        .dpo()
        .post(
            person + "/restrictions",
            "{'kind': 'DISPUTE', 'categories': ['contact'], 'reason': 'İtiraz-3396'}")
        .expect(201);
    office.dpo().post(person + "/holds", "{'reason': 'Bekletme-2285'}").expect(201);
  }

  /// What was typed, in the objects of every bucket.
  private void inObjects() {
    try (var s3 = stack.s3(Stack.HOME)) {
      for (var bucket : s3.listBuckets().buckets()) {
        for (var object : s3.listObjectsV2Paginator(r -> r.bucket(bucket.name())).contents()) {
          if (object.key().contains(office.tenant)) {
            var text =
                s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(object.key()))
                    .asString(StandardCharsets.ISO_8859_1);
            for (var typed : TYPED) {
              var bytes =
                  new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
              assertThat(object.key() + text).as(object.key()).doesNotContain(typed, bytes);
            }
          }
        }
      }
    }
  }

  @Test
  void standsInAnyTableOrObject() {
    var subject = office.person(NUMBER);
    beside(subject);
    var application =
        Office.application(NUMBER, "'A', 'B', 'E'", EARLY)
            .replace(
                "'channel'",
                "'documents': [{'title': 'Dilekçe-6620', 'sha256': '%s'}], 'channel'"
                    .formatted("b".repeat(64)));
    var path = Office.path(office.apply(application));
    office
        .dpo()
        .post(
            path + "/identity",
            "{'method': 'Yöntem-7731', 'verified': true, 'subject': '%s'}".formatted(subject))
        .expect(200);
    office
        .dpo()
        .post(
            path + "/decision",
            """
            {'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'B', 'outcome': 'ACCEPT'},
                       {'right': 'E', 'outcome': 'REFUSE', 'reason': 'Gerekçe-8842'}]}
            """)
        .expect(200);
    office
        .dpo()
        .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '%s'}".formatted(EARLY))
        .expect(200);
    assertThat(office.dpo().get(path + "/answer").expect(200).text())
        .contains("Gerekçe-8842", "Aslan", NUMBER);
    boolean seen = false;
    try (var dynamo = stack.dynamo()) {
      for (var table : dynamo.listTables().tableNames()) {
        var dump = new StringBuilder();
        for (var page : dynamo.scanPaginator(request -> request.tableName(table))) {
          page.items().stream()
              .filter(item -> item.get("pk").s().contains("T#" + office.tenant + "#"))
              .forEach(item ->
                  item.values()
                      // binaries as their bytes: printed, they would be digits that nobody typed
                      .forEach(value ->
                          dump.append(
                              value.b() == null
                                  ? value.toString()
                                  : value.b().asString(StandardCharsets.ISO_8859_1))));
        }
        seen |= dump.indexOf("ANSWERED") >= 0;
        for (var typed : TYPED) {
          var bytes =
              new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
          assertThat(dump.indexOf(typed)).as(typed + " in " + table).isNegative();
          assertThat(dump.indexOf(bytes)).as(typed + " in " + table).isNegative();
        }
      }
    }
    inObjects();
    assertThat(seen).as("the application's own item was looked at").isTrue();
  }
}
