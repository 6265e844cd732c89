package emanet.breaches;

import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells a tenant's contacts that the Authority is to be told of a breach: by e-mail, and by SMS as
/// well once the time is nearly over. It names the breach, the deadline and the hours: nothing of
/// what happened, and nobody.
final class Reminders {
  private static final String PURPOSE = "BREACH_REMINDER";
  private static final String SUBJECT =
      "KVKK veri ihlali: Kurul'a bildirim süresi / Data breach: notice to the Authority due";

  /// From this hour on, by SMS as well.
  private static final int PRESSING = 60;

  private final Tenants tenants;
  private final ContactMail mail;
  private final InstantSource clock;

  Reminders(Tenants tenants, ContactMail mail, InstantSource clock) {
    this.tenants = tenants;
    this.mail = mail;
    this.clock = clock;
  }

  /// Queues the reminder of an hour, once. What had passed before the breach was entered is nothing
  /// to be reminded of.
  void remind(TenantId tenant, Standing breach, int hour) {
    if (breach.enteredAt().isAfter(breach.learnedAt().plus(Duration.ofHours(hour)))) {
      return;
    }
    var now = clock.instant();
    var sms = Optional.of(sms(breach, now)).filter(_ -> hour >= PRESSING);
    mail.queue(
        tenant,
        breach.id(),
        occasion(hour),
        new ContactMail.Message(PURPOSE, SUBJECT, text(breach, now), sms),
        tenants.contacts(tenant));
  }

  static String deadline(Standing breach) {
    return BoardForm.WORDINGS.time(breach.clock().deadline());
  }

  /// Of all that a breach may be reminded of.
  static List<String> occasions() {
    return Stream.iterate(
            Optional.of(BoardClock.FIRST_REMINDER),
            Optional::isPresent,
            hour -> hour.flatMap(BoardClock::reminderAfter))
        .flatMap(Optional::stream)
        .map(Reminders::occasion)
        .toList();
  }

  private static String occasion(int hour) {
    return Integer.toString(hour);
  }

  private static String text(Standing breach, Instant now) {
    var clock = breach.clock();
    long hours = clock.hoursLeft(now);
    var turkish =
        clock.over(now) ? "%d saat geçti.".formatted(-hours) : "%d saat kaldı.".formatted(hours);
    var english =
        clock.over(now) ? "%d hours late.".formatted(-hours) : "%d hours left.".formatted(hours);
    return """
    %s numaralı veri ihlali, öğrenildikten sonra en geç 72 saat içinde Kurul'a bildirilmelidir (KVKK md. 12/5).
    Son an: %s (İstanbul). %s Geç bildirimde gecikmenin nedeni de yazılır.

    The Authority is to be told of data breach %s within 72 hours of learning of it (KVKK Art. 12/5).
    Deadline: %s (Istanbul). %s A late notice states its reasons.
    """
        .formatted(breach.id(), deadline(breach), turkish, breach.id(), deadline(breach), english);
  }

  private static String sms(Standing breach, Instant now) {
    return "KVKK veri ihlali %s: Kurul'a bildirim için son an %s. %s"
        .formatted(
            breach.id(),
            deadline(breach),
            breach.clock().over(now) ? "Süre geçti." : "Süre doluyor.");
  }
}
