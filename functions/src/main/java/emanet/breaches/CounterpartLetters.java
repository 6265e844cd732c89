package emanet.breaches;

import emanet.alerts.Delivery;
import emanet.alerts.Letter;
import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.alerts.SmsText;
import emanet.alerts.Topics.Endpoint;
import emanet.values.TenantId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the other side is written. It names the breach and its times; what happened, measures and
/// whom to ask stand in the breach, which it can read.
final class CounterpartLetters {
  private static final String PURPOSE = "BREACH_NOTICE";

  /// A topic's is in ASCII.
  private static final String SUBJECT = "KVKK veri ihlali bildirimi / Data breach notice: ";

  private final ContactTopics topics;
  private final Supplier<Delivery> delivery;
  private final ContactMail mail;

  CounterpartLetters(ContactTopics topics, Supplier<Delivery> delivery, ContactMail mail) {
    this.topics = topics;
    this.delivery = delivery;
    this.mail = mail;
  }

  /// To the tenant's topic, at once. Whoever does not subscribe to it, or has not confirmed that,
  /// is written to; so is everybody where the topic has not taken it.
  ///
  /// @return false where an earlier try is still under way, and nobody knows what comes of it: to
  ///   be done again once its claim has lapsed
  boolean first(TenantId tenant, Standing breach, String notice) {
    var ready = topics.ready(tenant);
    var message = message(breach);
    var letter =
        new Letter.Topic(
            ready.arn(), message.subject(), message.text(), message.sms().flatMap(SmsText::of));
    var order = mail.order(tenant, breach.id(), topic(breach.id(), notice), message, letter);
    var sent = delivery.get().dispatch(order);
    boolean failed = sent.state() == Send.State.QUEUED || sent.state() == Send.State.DEAD;
    var unreached = ready.unconfirmed().stream().map(Endpoint::address).collect(Collectors.toSet());
    mail.queue(
        tenant,
        breach.id(),
        occasion(notice, 0),
        message,
        topics.contacts(tenant),
        address -> failed || unreached.contains(address));
    return sent.state() != Send.State.CLAIMED;
  }

  /// To every contact, by all that it has.
  void again(TenantId tenant, Standing breach, String notice, int round) {
    mail.queue(
        tenant, breach.id(), occasion(notice, round), message(breach), topics.contacts(tenant));
  }

  /// The id of the message to the topic.
  static SendId topic(String breach, String notice) {
    return ContactMail.id(breach, notice + "-t");
  }

  /// Of the letters of a round.
  static String occasion(String notice, int round) {
    return notice + "-" + round;
  }

  private static ContactMail.Message message(Standing breach) {
    var id = breach.id();
    var learned = BoardForm.WORDINGS.time(breach.learnedAt());
    var deadline = Reminders.deadline(breach);
    var text =
        """
        KVKK md. 12/5 uyarınca bildirim: %s numaralı veri ihlali.
        Öğrenilme: %s (İstanbul). Kurul'a bildirim için son an: %s.
        Ayrıntılar, alınan ve önerilen tedbirler ile irtibat kişisi ihlalin kaydındadır: GET /v1/breaches/%s
        Bu bildirimi aldığınızı kaydedin: POST /v1/breaches/%s/receipts. Kaydedilene kadar bildirim tekrarlanır.

        Notice under KVKK Art. 12/5: data breach %s.
        Learned of: %s (Istanbul). The Authority is to be told by: %s.
        Details, measures and whom to ask are in its record: GET /v1/breaches/%s
        Record that you have this notice: POST /v1/breaches/%s/receipts. It is repeated until then.
        """
            .formatted(id, learned, deadline, id, id, id, learned, deadline, id, id);
    var sms =
        "KVKK veri ihlali bildirimi: %s. Öğrenilme %s, Kurul için son an %s. Alındı kaydı bekleniyor."
            .formatted(id, learned, deadline);
    return new ContactMail.Message(PURPOSE, SUBJECT + id, text, Optional.of(sms));
  }
}
