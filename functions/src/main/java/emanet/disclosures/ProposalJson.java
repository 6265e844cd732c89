package emanet.disclosures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A disclosure to an authority as it waits for a second person: what is asked, field by field, and
/// by whose authority. References are in it as ciphertext under their person's own key, so that an
/// erasure takes them from here too.
final class ProposalJson {
  private ProposalJson() {}

  static ObjectNode write(Caller by, Wish wish, Checked checked, Map<Integer, Bytes> references) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("activity", wish.activity().value()).put("recipient", wish.recipient());
    wish.mechanism().ifPresent(m -> json.put("mechanism", m));
    wish.document().ifPresent(text -> json.put("document", text));
    wish.article().ifPresent(text -> json.put("article", text));
    var roles = json.putArray("roles");
    by.roles().stream().map(Role::label).sorted().forEach(roles::add);
    json.put("mfa", by.mfa());
    by.subject().ifPresent(subject -> json.put("ownSubject", subject.value()));
    var items = json.putArray("items");
    for (var passage : checked.passages()) {
      var item = items.addObject().put("subject", passage.subject().value());
      var categories = item.putArray("categories");
      var fields = item.putObject("fields");
      for (var covered : passage.covered()) {
        categories.add(covered.category().value());
        if (!covered.fields().isEmpty()) {
          covered.fields().forEach(fields.putArray(covered.category().value())::add);
        }
      }
      var reference = references.get(passage.index());
      if (reference != null) {
        item.put("reference", reference.toBase64());
      }
    }
    return json;
  }

  static Wish wish(ObjectNode json) {
    var items = new ArrayList<Wish.Wanted>();
    for (var item : json.path("items")) {
      var fields = new HashMap<String, List<String>>();
      item.path("fields")
          .properties()
          .forEach(entry -> fields.put(entry.getKey(), texts(entry.getValue())));
      items.add(
          new Wish.Wanted(
              item.path("subject").asText(),
              texts(item.path("categories")),
              fields,
              Optional.empty()));
    }
    return new Wish(
        new ActivityCode(json.path("activity").asText()),
        json.path("recipient").asText(),
        items,
        text(json, "mechanism"),
        text(json, "document"),
        text(json, "article"));
  }

  static Map<Integer, Bytes> references(ObjectNode json) {
    var references = new HashMap<Integer, Bytes>();
    int index = 0;
    for (var item : json.path("items")) {
      int at = index++;
      text(item, "reference").ifPresent(sealed -> references.put(at, Bytes.ofBase64(sealed)));
    }
    return references;
  }

  /// The proposer, for what they may do now: their grant is read anew.
  static Caller proposer(TenantId tenant, ObjectNode json, String actor, Instant until, String id) {
    var roles = new HashSet<Role>();
    texts(json.path("roles")).forEach(label -> Role.parse(label).ifPresent(roles::add));
    return new Caller(
        tenant,
        new ActorId(actor),
        roles,
        text(json, "ownSubject").map(emanet.values.SubjectId::new),
        json.path("mfa").asBoolean(),
        until,
        id);
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
