package emanet.disclosures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.alerts.Send;
import java.util.List;

/// Disclosures, notices and sends as JSON.
final class DisclosureJson {
  private DisclosureJson() {}

  static ObjectNode of(Disclosure disclosure) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", disclosure.id())
        .put("recipient", disclosure.recipient())
        .put("recipientVersion", disclosure.recipientVersion())
        .put("activity", disclosure.activity().value())
        .put("activityVersion", disclosure.activityVersion())
        .put("country", disclosure.country());
    disclosure
        .mechanism()
        .ifPresent(m -> json.put("mechanism", m.name()).put("mechanismArticle", m.article()));
    json.put("at", disclosure.at().toString());
    disclosure
        .paper()
        .ifPresent(paper -> {
          paper.document().ifPresent(text -> json.put("document", text));
          paper.article().ifPresent(text -> json.put("article", text));
        });
    return json;
  }

  static ObjectNode of(Part part) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("item", part.index()).put("subject", part.subject().value());
    json.set("categories", covered(part.covered()));
    return json;
  }

  static ArrayNode covered(List<Part.Covered> all) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var covered : all) {
      var entry = array.addObject().put("category", covered.category().value());
      covered.fields().forEach(entry.putArray("fields")::add);
      entry.put("view", covered.view().name());
    }
    return array;
  }

  static ObjectNode of(Notice notice) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", notice.id())
        .put("disclosure", notice.disclosure())
        .put("item", notice.index())
        .put("recipient", notice.recipient())
        .put("deed", notice.deed().name());
    var categories = json.putArray("categories");
    notice.categories().stream().map(c -> c.value()).sorted().forEach(categories::add);
    json.put("state", notice.state().name());
    notice.means().ifPresent(means -> json.put("means", means.name()));
    json.put("at", notice.at().toString());
    notice.confirmedAt().ifPresent(at -> json.put("confirmedAt", at.toString()));
    notice.confirmedBy().ifPresent(by -> json.put("confirmedBy", by));
    return json;
  }

  static ObjectNode of(Confirmations.Followed followed) {
    var json = of(followed.notice());
    followed.send().ifPresent(send -> json.set("send", of(send)));
    return json;
  }

  static ObjectNode of(Send send) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", send.id().value())
        .put("channel", send.channel().name())
        .put("purpose", send.purpose())
        .put("reference", send.reference())
        .put("state", send.state().name())
        .put("attempts", send.attempts())
        .put("possiblyTwice", send.possiblyTwice())
        .put("units", send.units())
        .put("queuedAt", send.queuedAt().toString());
    send.code().ifPresent(code -> json.put("code", code));
    send.due().ifPresent(due -> json.put("dueAt", due.toString()));
    send.sentAt().ifPresent(at -> json.put("sentAt", at.toString()));
    return json;
  }
}
