package emanet.notices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.DocumentSeal;
import emanet.register.Page;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Notices with their texts, and whom they reached, in rows to be handed on.
public final class NoticeAccount {
  private static final int NOTICES = 5;
  private static final int VERSIONS = 50;
  private static final int DELIVERIES = 200;

  private final NoticeItems items;
  private final DeliveryItems deliveries;

  public NoticeAccount(Store store, DocumentSeal seal) {
    this.items = new NoticeItems(store, seal);
    this.deliveries = new DeliveryItems(store);
  }

  /// Notices, each with every version of before that moment.
  public Page<ObjectNode> versions(TenantId tenant, Instant before, Optional<String> after) {
    var all = Range.between(Table.REGISTER, NoticeItems.list(tenant), "!", "~").limit(NOTICES);
    var listed = items.ids(tenant, after.map(all::after).orElse(all));
    var rows = new ArrayList<ObjectNode>();
    for (var mark : listed) {
      var id = new NoticeId(mark.substring(mark.indexOf('#') + 1));
      long done = 0;
      while (true) {
        var page = items.list(tenant, id, VERSIONS, done);
        page.stream()
            .filter(version -> version.at().isBefore(before))
            .forEach(version -> rows.add(row(version)));
        if (page.size() < VERSIONS) {
          break;
        }
        done = page.getLast().version();
      }
    }
    return new Page<>(
        rows, listed.size() < NOTICES ? Optional.empty() : Optional.of(listed.getLast()));
  }

  private static ObjectNode row(NoticeVersion version) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("notice", version.notice().value()).put("version", version.version());
    row.put("kind", version.kind().name()).put("language", version.language());
    row.put("effectiveFrom", version.effectiveFrom().toString());
    row.put("at", version.at().toString()).put("by", version.by());
    row.put("sha256", version.sha256()).put("title", version.title());
    return row.put("body", version.body());
  }

  /// The delivery that an entry of the ledger was made for; empty where it came to none.
  public Optional<ObjectNode> delivered(TenantId tenant, SubjectId subject, String entry) {
    Optional<String> after = Optional.empty();
    while (true) {
      var page = deliveries.list(tenant, subject, DELIVERIES, after);
      for (var item : page) {
        var delivery = DeliveryItems.parse(item);
        if (delivery.receipt().startsWith(entry + ".")) {
          return Optional.of(row(subject, delivery));
        }
      }
      if (page.size() < DELIVERIES) {
        return Optional.empty();
      }
      after = Optional.of(page.getLast().key().sort());
    }
  }

  private static ObjectNode row(SubjectId subject, Delivery delivery) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("at", delivery.at().toString()).put("subject", subject.value());
    row.put("notice", delivery.notice().value()).put("version", delivery.version());
    row.put("sha256", delivery.sha256()).put("means", delivery.means().name());
    row.put("source", delivery.source().name()).put("acknowledged", delivery.acknowledged());
    return row.put("by", delivery.by()).put("receipt", delivery.receipt());
  }
}
