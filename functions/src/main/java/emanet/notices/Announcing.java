package emanet.notices;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Tells a tenant's contacts by e-mail that a version was published, each of them once: a send is
/// named by the version and the contact, so that a publication which is repeated queues nothing
/// anew. Whom of the people it still has to reach, `outstanding` says.
record Announcing(Sends sends, Tenants tenants, InstantSource clock) {
  private static final String PURPOSE = "NOTICE_PUBLISHED";

  void announce(TenantId tenant, NoticeVersion version) {
    var orders = new ArrayList<Order>();
    int n = 0;
    for (var contact : tenants.contacts(tenant)) {
      n++;
      if (contact.email().isPresent()) {
        orders.add(order(tenant, version, n, contact.email().get()));
      }
    }
    if (!orders.isEmpty()) {
      sends.queueAll(List.copyOf(orders));
    }
  }

  private Order order(TenantId tenant, NoticeVersion version, int contact, String address) {
    var name = version.notice() + "." + version.version();
    return new Order(
        tenant,
        new SendId("notice." + name + "." + contact),
        "notice-" + version.notice(),
        PURPOSE,
        version.notice() + "/" + version.version(),
        new Letter.Email(address, "Yeni sürüm: " + version.title(), text(tenant, version)),
        clock.instant());
  }

  private static String text(TenantId tenant, NoticeVersion version) {
    var path = "/public/" + tenant + "/notices/" + version.notice();
    return """
    "%s" metninin %d. sürümü yayımlandı; %s tarihinde yürürlüğe girer.
    Metin: %s
    Henüz kime ulaşmadığı: /v1/notices/%s/outstanding

    Version %d of "%s" was published; it is in force from %s.
    """
        .formatted(
            version.title(),
            version.version(),
            version.effectiveFrom(),
            path,
            version.notice(),
            version.version(),
            version.title(),
            version.effectiveFrom());
  }
}
