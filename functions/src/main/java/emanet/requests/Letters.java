package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Tenant;
import emanet.register.Wordings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes letters, one for each way that an application may go.
final class Letters {
  private final Wordings wordings;
  private final Tenant controller;
  private final Instant now;

  /// @param now stands on the letter as its date
  Letters(Wordings wordings, Tenant controller, Instant now) {
    this.wordings = wordings;
    this.controller = controller;
    this.now = now;
  }

  private Letter begin(Letter.Kind kind, Filing filing) {
    return new Letter(kind, wordings, filing, controller, now);
  }

  private String received(Filing filing) {
    return wordings.date(filing.head().deadline().received());
  }

  private String intro(Letter.Kind kind, Filing filing) {
    return wordings.text("intro." + kind, received(filing));
  }

  ObjectNode incomplete(Filing filing) {
    var letter = begin(Letter.Kind.INCOMPLETE, filing);
    letter.intro(intro(Letter.Kind.INCOMPLETE, filing));
    letter
        .explain()
        .table(
            "table.missing",
            List.of(),
            filing.head().missing().stream().map(part -> List.of(part.title())).toList());
    complaint(letter, filing);
    return letter.json();
  }

  ObjectNode noData(Filing filing) {
    var letter = begin(Letter.Kind.NO_DATA, filing);
    letter.intro(intro(Letter.Kind.NO_DATA, filing));
    complaint(letter, filing);
    return letter.json();
  }

  ObjectNode forwarded(Filing filing) {
    var letter = begin(Letter.Kind.FORWARDED, filing);
    var at = filing.file().text(CaseFile.FORWARD, "at").map(Instant::parse).orElse(now);
    letter.intro(
        wordings.text("intro." + Letter.Kind.FORWARDED, received(filing), wordings.date(at)));
    var to = letter.explain();
    filing.file().text(CaseFile.FORWARD, "controller", "title").ifPresent(to::text);
    filing.file().text(CaseFile.FORWARD, "controller", "address").ifPresent(to::text);
    return letter.json();
  }

  ObjectNode answer(Filing filing, Optional<ObjectNode> facts) {
    var letter = begin(Letter.Kind.ANSWER, filing);
    letter.intro(intro(Letter.Kind.ANSWER, filing));
    new Explanations(wordings, Execution.decision(filing), facts, Execution.section(filing))
        .addTo(letter);
    complaint(letter, filing);
    return letter.json();
  }

  /// Whoever is answered late, or not to their liking, may complain; the letter says until when at
  /// most.
  private void complaint(Letter letter, Filing filing) {
    var last = filing.head().deadline().received().plusDays(Law.COMPLAINT_LIMIT_DAYS);
    letter.complaint(wordings.text("complaint.ANSWER", wordings.date(last)));
    letter.json().put("fee", wordings.text("fee"));
  }
}
