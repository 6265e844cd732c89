package emanet.disclosures;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.disclosures.Notice.Means;
import emanet.disclosures.Notice.State;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Filed;
import emanet.register.Recipient;
import emanet.register.Register;
import emanet.register.Tenant;
import emanet.register.Title;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts prepared notices on their way: entered in the ledger, queued, and marked as open.
final class NoticeSender {
  private static final String PURPOSE = "DISCLOSURE_NOTICE";

  private final Store store;
  private final Ledger ledger;
  private final Register register;
  private final Papers papers;
  private final Sends sends;
  private final InstantSource clock;

  NoticeSender(
      Store store,
      Ledger ledger,
      Register register,
      Papers papers,
      Sends sends,
      InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.register = register;
    this.papers = papers;
    this.sends = sends;
    this.clock = clock;
  }

  /// The kind under which a notice's reference is sealed.
  static String kind(String notice) {
    return "notice-" + notice;
  }

  static SendId sendId(String notice) {
    return new SendId("dn-" + notice);
  }

  void send(Caller caller, List<Item> prepared) {
    if (prepared.isEmpty()) {
      return;
    }
    var tenant = caller.tenant();
    var notices = prepared.stream().map(NoticeItems::parse).toList();
    var intents = new ArrayList<Intent>();
    notices.forEach(notice ->
        intents.add(
            Intent.of(caller, Action.TELL_RECIPIENT)
                .about(notice.subject())
                .towards("recipient/" + notice.recipient())));
    var _ = ledger.intents(tenant, intents);
    var ids = new HashSet<String>();
    notices.forEach(notice -> ids.add(notice.recipient()));
    var recipients = register.recipients().find(tenant, ids);
    var sender = register.tenants().filed(tenant).map(Filed::value).map(Tenant::title).orElse("");
    for (int i = 0; i < notices.size(); i++) {
      var notice = notices.get(i);
      var contact = Optional.ofNullable(recipients.get(notice.recipient())).map(Recipient::contact);
      var means = NoticeText.means(contact);
      var item = prepared.get(i);
      contact.ifPresent(to -> queue(tenant, notice, item, to, means, sender));
      open(item, means);
    }
  }

  private void queue(
      TenantId tenant, Notice notice, Item item, Recipient.Contact to, Means means, String sender) {
    var reference =
        item.optionalBytes(NoticeItems.REFERENCE)
            .flatMap(
                sealed -> papers.openText(tenant, notice.disclosure(), kind(notice.id()), sealed));
    var letter =
        switch (means) {
          case WEBHOOK -> to.url().map(url -> NoticeText.webhook(url, notice, reference));
          case EMAIL ->
              to.email()
                  .map(address ->
                      NoticeText.email(address, sender, notice, reference, titles(tenant, notice)));
          case TASK -> Optional.<Letter>empty();
        };
    letter.ifPresent(text ->
        sends.queue(
            new Order(
                tenant,
                sendId(notice.id()),
                Papers.caseId(notice.disclosure()),
                PURPOSE,
                "disclosure/" + notice.disclosure(),
                text,
                clock.instant())));
  }

  private Map<String, Title> titles(TenantId tenant, Notice notice) {
    var titles = new TreeMap<String, Title>();
    var codes = List.copyOf(notice.categories());
    register
        .categories()
        .find(tenant, codes)
        .forEach((code, category) -> titles.put(code.value(), category.title()));
    return titles;
  }

  private void open(Item item, Means means) {
    var _ =
        store.update(
            item.key(),
            List.of(
                Change.set(NoticeItems.STATE, State.OPEN.name()),
                Change.set(NoticeItems.MEANS, means.name())),
            Condition.equal(NoticeItems.STATE, State.PREPARED.name()));
  }
}
