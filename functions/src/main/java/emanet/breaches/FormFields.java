package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the Board's form asks for beyond what is known of a breach otherwise.
///
/// @param texts by the names of `TEXTS`
/// @param consequences in place of those that are to be supposed
/// @param attachments their titles
record FormFields(
    Map<String, String> texts,
    Optional<List<Consequence>> consequences,
    Optional<List<String>> attachments) {
  static final String CONSEQUENCES = "consequences";
  static final String ATTACHMENTS = "attachments";

  /// With how long each may be.
  static final Map<String, Integer> TEXTS =
      Map.of(
          "preparer", 200,
          "measuresBefore", 4000,
          "measuresAfter", 4000,
          "publicNotice", 1000,
          "foreignAuthorities", 1000);

  FormFields {
    texts = Map.copyOf(texts);
  }

  boolean empty() {
    return texts.isEmpty() && consequences.isEmpty() && attachments.isEmpty();
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    texts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(text -> json.put(text.getKey(), text.getValue()));
    consequences.ifPresent(all -> {
      var list = json.putArray(CONSEQUENCES);
      all.forEach(one -> list.add(one.name()));
    });
    attachments.ifPresent(all -> {
      var list = json.putArray(ATTACHMENTS);
      all.forEach(list::add);
    });
    return json;
  }
}
