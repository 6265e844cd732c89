package emanet.glass;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.alerts.SmsText;
import emanet.register.Tenant;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells a tenant's contacts, by every address and phone that it has. A letter names the glass, who
/// asked, who approved and until when: the reason, which somebody typed, stands in the glass.
///
/// A send's id is made of the glass and the contact's number, so that whoever runs this again
/// queues nothing twice.
final class GlassLetters {
  private static final String PURPOSE = "BREAK_GLASS";
  private static final String CASE = "BREAK-GLASS";
  private static final String SUBJECT = "Acil erişim / Break-glass access: ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT)
          .withZone(ZoneId.of("Europe/Istanbul"));

  private final Sends sends;

  GlassLetters(Sends sends) {
    this.sends = sends;
  }

  /// What is told.
  record Occasion(
      TenantId tenant, String id, String by, String decidedBy, Instant at, Instant until) {}

  static boolean reaches(List<Tenant.Contact> contacts) {
    return contacts.stream()
        .anyMatch(contact -> contact.email().isPresent() || contact.phone().isPresent());
  }

  /// Queues the letters; a worker tries each within a minute, and again until it is taken.
  ///
  /// @return their ids
  Set<String> queue(Occasion occasion, List<Tenant.Contact> contacts) {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < contacts.size(); i++) {
      var id = "glass-" + occasion.id() + "-" + i;
      contacts
          .get(i)
          .email()
          .map(address -> new Letter.Email(address, SUBJECT + occasion.id(), text(occasion)))
          .ifPresent(letter -> orders.add(order(occasion, id + "e", letter)));
      contacts
          .get(i)
          .phone()
          .flatMap(phone -> SmsText.of(sms(occasion)).map(text -> new Letter.Sms(phone, text)))
          .ifPresent(letter -> orders.add(order(occasion, id + "s", letter)));
    }
    sends.queueAll(orders);
    return orders.stream().map(order -> order.id().value()).collect(Collectors.toSet());
  }

  private static Order order(Occasion occasion, String id, Letter letter) {
    return new Order(
        occasion.tenant(),
        new SendId(id),
        CASE,
        PURPOSE,
        BreakGlass.target(occasion.id()),
        letter,
        occasion.at());
  }

  /// Whether there are letters, and each was tried. One that could not be delivered goes on being
  /// tried, and does not keep the glass shut: what keeps the tenant from being told may be what it
  /// is broken for.
  boolean told(Glass glass) {
    var ids = glass.letters().stream().map(SendId::new).toList();
    var found = sends.read(glass.tenant(), ids);
    return !ids.isEmpty()
        && ids.stream().allMatch(id -> found.containsKey(id) && isTried(found.get(id)));
  }

  private static boolean isTried(Send send) {
    return switch (send.state()) {
      case SENT, DEAD -> true;
      case QUEUED -> send.attempts() > 0;
      case CLAIMED -> false;
    };
  }

  private static String text(Occasion occasion) {
    var id = occasion.id();
    var by = occasion.by();
    var decided = occasion.decidedBy();
    var until = TIME.format(occasion.until());
    return """
    Verilerinize acil erişim verildi: %s.
    İsteyen: %s. Onaylayan: %s. Bitiş: %s (İstanbul).
    İsteyen operatör bu süre içinde kayıtları yalnızca maskeli okuyabilir; özel nitelikli verileri göremez, hiçbir
    şeyi değiştiremez. Her okuma kayıt defterinizdedir (BREAK_GLASS_READ).
    Gerekçe: GET /v1/break-glass/%s. Erişimi hemen sona erdirmek için: DELETE /v1/break-glass/%s

    The glass was broken over your data: %s.
    Asked by: %s. Approved by: %s. Until: %s (Istanbul).
    Until then the operator who asked may read records, masked: no special categories, and nothing can be changed.
    Every read is in your ledger (BREAK_GLASS_READ).
    The reason: GET /v1/break-glass/%s. To end it at once: DELETE /v1/break-glass/%s
    """
        .formatted(id, by, decided, until, id, id, id, by, decided, until, id, id);
  }

  private static String sms(Occasion occasion) {
    return "Verilerinize acil erişim verildi: %s. İsteyen %s, onaylayan %s. Bitiş %s. Sona erdirebilirsiniz."
        .formatted(
            occasion.id(),
            spelt(occasion.by()),
            spelt(occasion.decidedBy()),
            TIME.format(occasion.until()));
  }

  /// An actor's id may look like an address of the web, which operators of phones block.
  private static String spelt(String actor) {
    return actor.replace(".", "(nokta)");
  }
}
