package emanet.consents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Optional;

/// Decisions of people, in rows to be handed on: without channel and evidence, which are sealed.
public final class ConsentAccount {
  private static final int PAGE = 200;

  private final ConsentItems items;

  public ConsentAccount(Store store) {
    this.items = new ConsentItems(store);
  }

  /// The case under whose key a person's evidence is sealed.
  public static String caseOf(SubjectId subject) {
    return Evidence.caseOf(subject);
  }

  /// The decision that an entry of the ledger was made for; empty where it came to none.
  public Optional<ObjectNode> entered(TenantId tenant, SubjectId subject, String entry) {
    Optional<String> after = Optional.empty();
    while (true) {
      var page = items.list(tenant, subject, Optional.empty(), PAGE, after);
      for (var item : page) {
        var consent = ConsentItems.parse(item);
        if (consent.receipt().startsWith(entry + ".")) {
          return Optional.of(row(subject, consent));
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
      after = Optional.of(page.getLast().key().sort());
    }
  }

  private static ObjectNode row(SubjectId subject, Consent consent) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("at", consent.at().toString()).put("subject", subject.value());
    row.put("activity", consent.activity().value());
    row.put("activityVersion", consent.activityVersion());
    row.put("decision", consent.version()).put("granted", consent.granted());
    consent
        .notice()
        .ifPresent(notice -> row.put("notice", notice.id()).put("noticeVersion", notice.version()));
    row.put("scope", consent.scope()).put("by", consent.by());
    return row.put("receipt", consent.receipt());
  }
}
