package emanet.local.cli;

import static emanet.local.cli.Transcript.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.cli.Transcript.Step;
import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.imports.Catalogue;
import emanet.local.imports.CsvFile;
import emanet.local.imports.ImportMap;
import emanet.local.imports.Importer;
import emanet.local.imports.Plan;
import emanet.local.imports.Progress;
import emanet.values.ActivityCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// The README's transcript, made live.
final class Tour {
  private static final String PERSON = "10000000146";
  private static final String MASKED = "*********46";
  private static final int SHOWN_ENTRIES = 6;

  private final Transcript transcript;
  private final String tenant;
  private final Function<Authority, Api> apis;
  private final Authority officer;
  private final Authority staff;

  Tour(Transcript transcript, String tenant, Function<Authority, Api> apis) {
    this.transcript = transcript;
    this.tenant = tenant;
    this.apis = apis;
    this.officer = Authority.of(tenant, "dpo-1", "dpo");
    this.staff = Authority.of(tenant, "agent-7", "agent");
  }

  void run() throws IOException {
    transcript.heading("A tenant, marked as a sample");
    make(Authority.of("platform", "admin-1", "admin"), "/v1/tenants/" + tenant, "tenant");
    transcript.heading("Its processing activities: what none of them covers cannot be stored");
    for (var code : List.of(Sample.ADMINISTRATION, Sample.HEALTH, Sample.RECEPTION)) {
      make(officer, "/v1/activities/" + code, code);
    }
    transcript.heading("Six invented people, one of them with a wrong number");
    importPeople();
    transcript.heading("Who has this number? It is sealed, and found however it is written");
    var id = search("100 000 001 46");
    transcript.heading("The reception desk sees it masked; staff administration sees it");
    read(id, Sample.RECEPTION, MASKED);
    read(id, Sample.ADMINISTRATION, PERSON);
    transcript.heading("What the reception desk's activity does not grant is refused");
    refuse(id);
    transcript.heading("And all of that is on the ledger, without any personal data");
    ledger(id);
  }

  /// Makes what is not there yet.
  private void make(Authority who, String path, String sample) throws IOException {
    var there = Step.get(who, path);
    if (transcript.quietly(there).status() == 200) {
      transcript.line(path + " is there already");
    } else {
      transcript.step(there.sending("PUT", Sample.json(sample)), Transcript::nothing, 200, 201);
    }
  }

  private void importPeople() throws IOException {
    var people = Sample.people();
    var rejects = Files.createTempFile("emanet-sample", ".rejects.csv");
    try {
      transcript.line(
          "$ ./emanet import people.csv --tenant "
              + tenant
              + " --map sample --activity "
              + Sample.ADMINISTRATION);
      var result = importFrom(people, rejects);
      var counts = result.counts();
      result.stopped().ifPresent(why -> expect(false, "an import to the end: " + why));
      transcript.line(
          counts.added()
              + " rows added with "
              + counts.records()
              + " records, "
              + counts.present()
              + " there already, "
              + counts.rejected()
              + " rejected:");
      var rejected = Files.readString(rejects).strip();
      transcript.line(rejected);
      expect(counts.added() + counts.present() == 5, "five people");
      expect(rejected.endsWith("6,TC Kimlik No,checksum"), "record 6 to be rejected");
    } finally {
      Files.deleteIfExists(people);
      Files.deleteIfExists(rejects);
    }
  }

  private Importer.Result importFrom(Path people, Path rejects) throws IOException {
    var api = apis.apply(Authority.of(tenant, "importer", "service"));
    var activity = new ActivityCode(Sample.ADMINISTRATION);
    var map = ImportMap.load("sample");
    var file = new CsvFile(people, ',', StandardCharsets.UTF_8);
    var survey = file.survey();
    var plan = Plan.of(map, survey.header(), Catalogue.read(api, map), activity);
    var progress = new Progress(System.err, false, survey.records());
    return Importer.run(
        new Importer.Order(file, activity, api, rejects, false), plan, survey.records(), progress);
  }

  private String search(String number) {
    var match = JsonNodeFactory.instance.objectNode();
    match
        .putObject("match")
        .put("category", "identity")
        .put("field", "nationalId")
        .put("value", number);
    var step =
        Step.get(staff, "/v1/subjects/search")
            .sending("POST", match.toString().getBytes(StandardCharsets.UTF_8))
            .under(Sample.ADMINISTRATION);
    var found = transcript.step(step, answer -> answer, 200).json().path("items");
    expect(found.size() == 1, "one person, found " + found.size());
    return found.get(0).path("id").asText();
  }

  private void read(String id, String activity, String number) {
    var step = Step.get(staff, identity(id)).under(activity);
    var answer = transcript.step(step, json -> json.path("fields"), 200);
    expect(answer.json().at("/fields/nationalId").asText().equals(number), number);
  }

  private void refuse(String id) {
    var step = Step.get(staff, identity(id) + "?view=plain").under(Sample.RECEPTION);
    var answer = transcript.step(step, Tour::problem, 403);
    expect(answer.problem().equals("view-not-granted"), "view-not-granted");
  }

  private static String identity(String id) {
    return "/v1/subjects/" + id + "/records/identity/main";
  }

  private static JsonNode problem(JsonNode answer) {
    var problem = JsonNodeFactory.instance.objectNode();
    problem.set("type", answer.path("type"));
    problem.set("detail", answer.path("detail"));
    return problem;
  }

  private void ledger(String id) {
    var entries = new ArrayDeque<JsonNode>();
    var path = "/v1/ledger/entries?subject=" + id;
    var answer = transcript.step(Step.get(officer, path), Transcript::nothing, 200).json();
    collect(answer, entries);
    while (answer.has("nextCursor")) {
      var cursor = "&cursor=" + answer.path("nextCursor").asText();
      answer = transcript.quietly(Step.get(officer, path + cursor)).json();
      collect(answer, entries);
    }
    entries.forEach(entry -> transcript.line(line(entry)));
    var last = entries.isEmpty() ? JsonNodeFactory.instance.objectNode() : entries.getLast();
    expect(last.at("/outcomes/0/outcome").asText().equals("REFUSED"), "the refusal at the end");
  }

  private static void collect(JsonNode answer, Deque<JsonNode> entries) {
    answer.path("items").forEach(entries::add);
    while (entries.size() > SHOWN_ENTRIES) {
      entries.removeFirst();
    }
  }

  private static String line(JsonNode entry) {
    var words = new ArrayList<String>();
    for (var name : List.of("at", "actor", "action", "activity", "category", "view")) {
      if (entry.has(name)) {
        words.add(entry.path(name).asText());
      }
    }
    entry
        .path("outcomes")
        .forEach(outcome -> {
          words.add(outcome.path("outcome").asText());
          if (outcome.has("reason")) {
            words.add("(" + outcome.path("reason").asText() + ")");
          }
        });
    return String.join("  ", words);
  }
}
