package emanet.audit;

import emanet.register.Title;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Something that somebody has to see to.
///
/// @param reference what it is about: an id or a code, never a name
/// @param dueAt by when; empty where there is no time, only a state that should not last
/// @param next the call that comes next
public record Due(
    Kind kind, String reference, Optional<Instant> dueAt, boolean overdue, Next next) {

  /// What is overdue first; then by time; what has none comes last.
  static final Comparator<Due> BY_DEADLINE =
      Comparator.comparing((Due due) -> !due.overdue())
          .thenComparing(due -> due.dueAt().orElse(Instant.MAX))
          .thenComparing(Due::kind)
          .thenComparing(Due::reference);

  /// A call of the API.
  ///
  /// @param path with its ids
  public record Next(String method, String path) {}

  /// What kind of duty it is, and what it asks for.
  public enum Kind {
    REQUEST("Başvuruyu yanıtlayın", "Answer the application"),
    CONTRACT_NOTIFICATION(
        "Standart sözleşmeyi Kurul'a bildirin", "Tell the Authority of the standard contract"),
    ATTESTATION("Veri sorumlusunun beyanını yenileyin", "Renew the controller's attestation"),
    APPROVAL("İkinci kişi olarak karar verin", "Decide as the second person"),
    RECIPIENT_NOTICE("Alıcının teyidini alın", "Have the recipient confirm"),
    NOTICE(
        "Aydınlatma metnini ulaşmayanlara iletin",
        "Give the notice to those whom it has not reached"),
    RETENTION("Saklama süresi dolan verileri imha edin", "Dispose of what is due"),
    BREACH("Veri ihlalini Kurul'a bildirin", "Tell the Authority of the breach"),
    SUSPICION(
        "Şüpheli durumun ihlal olup olmadığını değerlendirin", "Find out whether it is a breach"),
    BREACH_RECEIPT("Karşı tarafın alındı kaydını girin", "Record the other side's receipt"),
    BREACH_WEBSITE(
        "Ulaşılamayanlara web sitesinden duyurun",
        "Tell those who cannot be reached on the website"),
    HOLD("Bekletmenin gerekçesini gözden geçirin", "Look at why it is still held"),
    DEAD_SEND("Gönderilemeyen iletiyi yineleyin", "Try the message again that was given up"),
    INVENTORY("Envanter değişikliğini VERBİS'e bildirin", "Declare the inventory's change");

    private final Title title;

    Kind(String tr, String en) {
      this.title = new Title(tr, en);
    }

    Title title() {
      return title;
    }
  }
}
