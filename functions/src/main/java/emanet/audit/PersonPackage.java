package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.Manifest;
import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.keys.Signer;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Html;
import emanet.register.View;
import emanet.subjects.Holdings;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// All that is held of one person, in clear, as a package of its own: made for one call, entered in
/// the ledger category by category before it is answered, and kept nowhere.
public final class PersonPackage {
  /// What an answer may hold, its encoding for the gateway counted in.
  private static final int MOST = 4 * 1024 * 1024;

  private final Holdings holdings;
  private final Ledger ledger;
  private final Signer signer;
  private final InstantSource clock;

  public PersonPackage(Holdings holdings, Ledger ledger, Signer signer, InstantSource clock) {
    this.holdings = holdings;
    this.ledger = ledger;
    this.signer = signer;
    this.clock = clock;
  }

  /// The zip.
  ///
  /// @throws emanet.fault.FaultException `Absent` or `Erased`
  Bytes of(Caller caller, Job job, SubjectId subject) {
    var held = holdings.of(caller.tenant(), subject);
    enter(caller, job, subject, held);
    var rows = new ArrayList<ObjectNode>();
    held.records().stream()
        .sorted(
            Comparator.comparing((Holdings.Holding one) -> one.category().value())
                .thenComparing(one -> one.record().value()))
        .forEach(one -> rows.add(row(one)));
    var files = new ArrayList<PackedFile>();
    files.add(PackedFile.text("people/records.json", Rows.json(rows)));
    files.add(PackedFile.text("people/records.html", page(subject, rows)));
    var about = JsonNodeFactory.instance.objectNode().put("tenant", caller.tenant().value());
    about.put("subject", subject.value());
    about.put("from", job.input(PackageJob.FROM)).put("to", job.input(PackageJob.TO));
    var manifest = Manifest.of(about, files.stream().map(Manifest.Line::of).toList());
    files.add(manifest);
    files.add(Manifest.sign(manifest, job.id(), clock.instant(), signer));
    return zip(files);
  }

  private void enter(Caller caller, Job job, SubjectId subject, Holdings.Held held) {
    var categories = new TreeSet<String>();
    var intents = new ArrayList<Intent>();
    for (var record : held.records()) {
      if (categories.add(record.category().value())) {
        intents.add(
            Intent.of(caller, Action.READ)
                .about(subject)
                .in(record.category())
                .seenAs(View.PLAIN.name())
                .towards(Packages.TARGET + job.id()));
      }
    }
    if (!intents.isEmpty()) {
      var _ = ledger.intents(caller.tenant(), intents);
    }
  }

  private static ObjectNode row(Holdings.Holding one) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("category", one.category().value()).put("record", one.record().value());
    row.put("version", one.version());
    new TreeSet<>(one.activities()).forEach(row.putArray("activities")::add);
    one.eventDate().ifPresent(date -> row.put("eventDate", date));
    one.asOf().ifPresent(date -> row.put("asOf", date));
    row.set("fields", one.fields());
    return row;
  }

  private static String page(SubjectId subject, List<ObjectNode> rows) {
    var parts = new ArrayList<Html.Node>();
    parts.add(Html.heading(1, "İlgili kişi " + subject));
    parts.add(Html.paragraph("All that is held of this person, in clear"));
    for (var row : rows) {
      parts.add(Html.heading(2, row.path("category").asText() + "/" + row.path("record").asText()));
      var cells = new ArrayList<List<String>>();
      row.path("fields")
          .properties()
          .forEach(field -> cells.add(List.of(field.getKey(), field.getValue().asText())));
      parts.add(Html.table(Optional.empty(), cells));
    }
    return Html.file("tr", "İlgili kişi", parts);
  }

  private static Bytes zip(List<PackedFile> files) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(StoredZip.encode(files).toArray());
    var members =
        files.stream().map(file -> StoredZip.Member.of(file.name(), file.content())).toList();
    out.writeBytes(StoredZip.tail(members).toArray());
    if (out.size() > MOST) {
      throw new Fault.TooLarge(MOST).exception();
    }
    return Bytes.owning(out.toByteArray());
  }
}
