package emanet.requests;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.register.Tenant;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Reminds a tenant's own people of answers that they owe: on the 15th, 25th, 28th and 30th day
/// after receipt, each once. A send's id is made of the request and the day, so that whoever runs
/// this again queues nothing twice; a day that nobody ran on is made up for.
///
/// A reminder names the request, its last day and how many days are left: nothing of the applicant.
final class Reminders {
  private static final String PURPOSE = "REQUEST_REMINDER";
  private static final String SUBJECT = "KVKK başvurusu: cevap süresi / Data subject request due";

  private final Tenants tenants;
  private final Sends sends;
  private final InstantSource clock;

  Reminders(Tenants tenants, Sends sends, InstantSource clock) {
    this.tenants = tenants;
    this.sends = sends;
    this.clock = clock;
  }

  /// Queues what is due for these open requests.
  ///
  /// @return how many there were
  int remind(TenantId tenant, List<Head> open) {
    var now = clock.instant();
    var due = open.stream().filter(head -> isDue(head, now)).toList();
    var addresses = due.isEmpty() ? List.<String>of() : addresses(tenant);
    var orders = new ArrayList<Order>();
    for (var head : due) {
      for (int day : Law.REMINDER_DAYS) {
        if (isDue(head, day, now)) {
          for (int i = 0; i < addresses.size(); i++) {
            orders.add(order(tenant, head, day, i, addresses.get(i), now));
          }
        }
      }
    }
    sends.queueAll(orders);
    return orders.size();
  }

  private static boolean isDue(Head head, Instant now) {
    return Law.REMINDER_DAYS.stream().anyMatch(day -> isDue(head, day, now));
  }

  /// What had passed before the request was written down here is nothing to be reminded of.
  private static boolean isDue(Head head, int day, Instant now) {
    var deadline = head.deadline();
    return head.state().open() && deadline.day(now) >= day && deadline.day(head.enteredAt()) <= day;
  }

  private List<String> addresses(TenantId tenant) {
    return tenants.find(tenant).map(Tenant::contacts).orElse(List.of()).stream()
        .filter(contact -> contact.role() == Tenant.Contact.Duty.DPO)
        .flatMap(contact -> contact.email().stream())
        .toList();
  }

  private static Order order(
      TenantId tenant, Head head, int day, int number, String address, Instant now) {
    var id = new SendId("request-" + head.id() + "-day-" + day + "-" + number);
    return new Order(
        tenant,
        id,
        head.id(),
        PURPOSE,
        head.id(),
        new Letter.Email(address, SUBJECT, text(head, day)),
        now);
  }

  private static String text(Head head, int day) {
    var last = LetterWordings.current().date(head.deadline().lastDay());
    int left = Law.ANSWER_DAYS - day;
    return """
    %s numaralı KVKK md. 11 başvurusunun cevaplanması gereken son gün: %s (%d. gün; kalan: %d gün).
    Durum: %s

    Request %s under Art. 11 of KVKK is to be answered by %s (day %d; %d days left).
    """
        .formatted(head.id(), last, day, left, head.state(), head.id(), last, day, left);
  }
}
