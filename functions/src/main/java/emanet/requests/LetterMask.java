package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// A letter for whoever is never shown plaintext: of the applicant masks only, and no text of
/// theirs.
final class LetterMask {
  private LetterMask() {}

  static ObjectNode masked(ObjectNode letter) {
    var view = new RequestView(Instant.EPOCH, true);
    letter.set("applicant", view.person(letter.withObject("/applicant")));
    if (letter.at("/onBehalfOf/person") instanceof ObjectNode person) {
      view.person(person);
    }
    if (letter.get("subject") instanceof ObjectNode subject) {
      subject.remove("text");
    }
    return letter;
  }
}
