package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.values.SecretBytes;
import java.util.List;
import java.util.Optional;

/// All that people typed into a request, from its application to its answer: one document, sealed
/// under the case's key. Immutable.
///
/// | section | what |
/// |---|---|
/// | `application` | the applicant, whom it is for, the text, changes, titles of documents |
/// | `identity` | how the applicant's identity was checked, and what came of it; under `before` the last checks before it, in their order |
/// | `decision` | what was decided, right by right |
/// | `forward` | to whom it was passed on, and who confirmed it |
/// | `answer` | how and when the answer went out |
/// | `cancellation` | why it was taken back |
final class CaseFile {
  static final String APPLICATION = "application";
  static final String IDENTITY = "identity";
  static final String DECISION = "decision";
  static final String FORWARD = "forward";
  static final String ANSWER = "answer";
  static final String CANCELLATION = "cancellation";
  static final List<String> SECTIONS =
      List.of(APPLICATION, IDENTITY, DECISION, FORWARD, ANSWER, CANCELLATION);

  /// Of the section `identity`.
  static final String BEFORE = "before";

  private final ObjectNode tree;

  private CaseFile(ObjectNode tree) {
    this.tree = tree;
  }

  static CaseFile of(ObjectNode application) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set(APPLICATION, application.deepCopy());
    return new CaseFile(tree);
  }

  /// Reads what `toBytes` made. It was authenticated, so anything else is our own failure.
  static CaseFile of(SecretBytes plaintext) {
    return new CaseFile(SealedJson.object(plaintext));
  }

  /// The bytes to seal; the caller zeroes them.
  byte[] toBytes() {
    return SealedJson.bytes(tree);
  }

  /// In bytes.
  int size() {
    return SealedJson.size(tree);
  }

  CaseFile with(String section, ObjectNode content) {
    var next = tree.deepCopy();
    next.set(section, content.deepCopy());
    return new CaseFile(next);
  }

  CaseFile without(String section) {
    var next = tree.deepCopy();
    next.remove(section);
    return new CaseFile(next);
  }

  /// A copy.
  Optional<ObjectNode> section(String name) {
    return tree.get(name) instanceof ObjectNode section
        ? Optional.of(section.deepCopy())
        : Optional.empty();
  }

  ObjectNode application() {
    return section(APPLICATION).orElseThrow(() -> new Fault.Internal().exception());
  }

  /// A text of a section, by the names that lead to it.
  Optional<String> text(String... names) {
    JsonNode node = tree;
    for (var name : names) {
      node = node.path(name);
    }
    return Optional.ofNullable(node.textValue());
  }

  @Override
  public String toString() {
    return "CaseFile";
  }
}
