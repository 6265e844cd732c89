package emanet.breaches;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.alerts.SmsText;
import emanet.register.Tenant;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Letters about a breach to those who answer for it. They name the breach and its times: nothing
/// of what happened, and nobody.
///
/// A send's id is made of the breach, the occasion and the contact's number, so that whoever runs
/// this again queues nothing twice.
final class ContactMail {
  private final Sends sends;
  private final InstantSource clock;

  ContactMail(Sends sends, InstantSource clock) {
    this.sends = sends;
    this.clock = clock;
  }

  /// What is written.
  ///
  /// @param sms to whom has a phone; empty: to nobody by SMS
  record Message(String purpose, String subject, String text, Optional<String> sms) {}

  /// Queues the letters of an occasion, to all of these.
  void queue(
      TenantId tenant,
      String breach,
      String occasion,
      Message message,
      List<Tenant.Contact> contacts) {
    queue(tenant, breach, occasion, message, contacts, _ -> true);
  }

  /// The same, to those addresses and phones alone that are wanted.
  void queue(
      TenantId tenant,
      String breach,
      String occasion,
      Message message,
      List<Tenant.Contact> contacts,
      Predicate<String> wanted) {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < contacts.size(); i++) {
      var which = occasion + "-%s" + i;
      contacts
          .get(i)
          .email()
          .filter(wanted)
          .map(address -> new Letter.Email(address, message.subject(), message.text()))
          .ifPresent(
              letter -> orders.add(order(tenant, breach, which.formatted("e"), message, letter)));
      contacts
          .get(i)
          .phone()
          .filter(wanted)
          .flatMap(
              phone -> message.sms().flatMap(SmsText::of).map(text -> new Letter.Sms(phone, text)))
          .ifPresent(
              letter -> orders.add(order(tenant, breach, which.formatted("s"), message, letter)));
    }
    sends.queueAll(orders);
  }

  static SendId id(String breach, String which) {
    return new SendId("breach-" + breach + "-" + which);
  }

  /// One letter about a breach.
  Order order(TenantId tenant, String breach, String which, Message message, Letter letter) {
    return new Order(
        tenant,
        id(breach, which),
        BreachStore.caseId(breach),
        message.purpose(),
        Breaches.target(breach),
        letter,
        clock.instant());
  }
}
