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
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
      var email = email(breach, occasion, i);
      var sms = sms(breach, occasion, i);
      contacts
          .get(i)
          .email()
          .filter(wanted)
          .map(address -> new Letter.Email(address, message.subject(), message.text()))
          .ifPresent(letter -> orders.add(order(tenant, breach, email, message, letter)));
      contacts
          .get(i)
          .phone()
          .filter(wanted)
          .flatMap(
              phone -> message.sms().flatMap(SmsText::of).map(text -> new Letter.Sms(phone, text)))
          .ifPresent(letter -> orders.add(order(tenant, breach, sms, message, letter)));
    }
    sends.queueAll(orders);
  }

  static SendId id(String breach, String which) {
    return new SendId("breach-" + breach + "-" + which);
  }

  private static SendId email(String breach, String occasion, int contact) {
    return id(breach, occasion + "-e" + contact);
  }

  private static SendId sms(String breach, String occasion, int contact) {
    return id(breach, occasion + "-s" + contact);
  }

  /// Of all letters that there may be of an occasion, to so many contacts.
  static Stream<SendId> ids(String breach, String occasion, int contacts) {
    return IntStream.range(0, contacts)
        .boxed()
        .flatMap(i -> Stream.of(email(breach, occasion, i), sms(breach, occasion, i)));
  }

  /// One letter about a breach.
  Order order(TenantId tenant, String breach, SendId id, Message message, Letter letter) {
    return new Order(
        tenant,
        id,
        BreachStore.caseId(breach),
        message.purpose(),
        Breaches.target(breach),
        letter,
        clock.instant());
  }
}
