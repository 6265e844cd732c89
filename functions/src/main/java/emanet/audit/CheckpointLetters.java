package emanet.audit;

import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.ledger.SealedLogs;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;

/// Sends a tenant's contacts the day's checkpoint of its log: whoever keeps the letters can show
/// later that a log was cut off or told otherwise, whatever its keeper does.
///
/// A send's id is made of the day and the contact's number, so that a day's letters are queued
/// once, however often this runs.
public final class CheckpointLetters {
  private static final String PURPOSE = "LEDGER_CHECKPOINT";
  private static final String SUBJECT =
      "Kayıt defterinin günlük mührü / The ledger's daily checkpoint";
  private static final String CASE = "LEDGER-CHECKPOINTS";

  private final SealedLogs logs;
  private final Tenants tenants;
  private final Sends sends;
  private final InstantSource clock;

  public CheckpointLetters(SealedLogs logs, Tenants tenants, Sends sends, InstantSource clock) {
    this.logs = logs;
    this.tenants = tenants;
    this.sends = sends;
    this.clock = clock;
  }

  /// Queues the letters of a day.
  ///
  /// @return how many there are; none while nothing is sealed
  public int queue(TenantId tenant, LocalDate day) {
    var checkpoint = logs.checkpoint(tenant);
    if (checkpoint.isEmpty()) {
      return 0;
    }
    var text = text(day, logs.key(tenant), checkpoint.get());
    var orders = new ArrayList<Order>();
    var contacts = tenants.contacts(tenant);
    for (int i = 0; i < contacts.size(); i++) {
      var id = new SendId("checkpoint-" + day + "-" + i);
      contacts
          .get(i)
          .email()
          .ifPresent(address ->
              orders.add(
                  new Order(
                      tenant,
                      id,
                      CASE,
                      PURPOSE,
                      "ledger/" + day,
                      new Letter.Email(address, SUBJECT, text),
                      clock.instant())));
    }
    sends.queueAll(orders);
    return orders.size();
  }

  private static String text(LocalDate day, String key, String checkpoint) {
    return """
    Kayıt defterinizin %s tarihli mührü aşağıdadır. Saklayın: kayıtların sonradan kesildiğini veya
    değiştirildiğini bu metinle herkes gösterebilir. İşaretler arasını bir dosyaya koyup:
      ./emanet verify ledger KLASOR --key ANAHTAR --checkpoint DOSYA

    Below is the checkpoint of your ledger of %s. Keep it: by this text anybody can show that
    entries were cut off or changed later. Put what is between the marks into a file, and:
      ./emanet verify ledger DIR --key KEY --checkpoint FILE

    Anahtar / Key: %s

    -----BEGIN CHECKPOINT-----
    %s-----END CHECKPOINT-----
    """
        .formatted(day, day, key, checkpoint);
  }
}
