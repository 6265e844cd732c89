package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// An approval as JSON.
final class ApprovalDocument {
  private static final int LONGEST = 200;

  private ApprovalDocument() {}

  static Draft<Approval> read(String id, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var approval =
        new Approval(
            id,
            reader.text("kind", LONGEST),
            reader.text("target", LONGEST),
            reader.tree("proposal"),
            reader.text("by", LONGEST),
            reader.value("at", Parse::time, Instant.EPOCH),
            reader.value("expiresAt", Parse::time, Instant.EPOCH),
            reader.choice("state", ApprovalDocument::state, Approval.State.EXPIRED),
            reader
                .optionalObject("decision")
                .map(sent ->
                    new Approval.Decision(
                        sent.text("by", LONGEST), sent.value("at", Parse::time, Instant.EPOCH))),
            reader.optionalText("failure", LONGEST));
    return reader.draft(approval);
  }

  static Optional<Approval.State> state(String code) {
    return Codes.parse(Approval.State.values(), code);
  }

  static ObjectNode write(Approval approval) {
    var document = summary(approval, approval.state());
    document.set("proposal", approval.proposal().deepCopy());
    return document;
  }

  /// Without what is proposed.
  static ObjectNode summary(Approval approval, Approval.State state) {
    var document = JsonNodeFactory.instance.objectNode();
    document
        .put("kind", approval.kind())
        .put("target", approval.target())
        .put("by", approval.by())
        .put("at", approval.at().toString())
        .put("expiresAt", approval.expiresAt().toString())
        .put("state", state.name());
    approval
        .decision()
        .ifPresent(decision ->
            document
                .putObject("decision")
                .put("by", decision.by())
                .put("at", decision.at().toString()));
    approval.failure().ifPresent(why -> document.put("failure", why));
    return document;
  }
}
