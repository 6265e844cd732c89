package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// After a whole application nothing that anybody typed stands in a table.
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
          "kvkk@acme.example");

  private final Stack stack = Stack.shared();
  private final Office office = Office.on(stack);

  @Test
  void standsInAnyTable() {
    var subject = office.person(NUMBER);
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
    assertThat(seen).as("the application's own item was looked at").isTrue();
  }
}
