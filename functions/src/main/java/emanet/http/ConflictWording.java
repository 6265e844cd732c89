package emanet.http;

import emanet.fault.Conflict;

/// The texts of 409.
final class ConflictWording {
  private ConflictWording() {}

  static Wording of(Conflict reason) {
    return switch (reason) {
      case EXISTS ->
          new Wording(
              "Already exists", "It exists already.", "Zaten var", "Bu kayıt zaten mevcut.");
      case RUNNING ->
          new Wording(
              "Still running",
              "The first call with this Idempotency-Key is still running.",
              "Hâlâ sürüyor",
              "Bu Idempotency-Key ile yapılan ilk çağrı hâlâ sürüyor.");
      case CHANGED ->
          new Wording(
              "Changed meanwhile",
              "It was changed by others again and again while this was tried.",
              "Bu sırada değişti",
              "İşlem denenirken başkaları tarafından art arda değiştirildi.");
      case PREVIOUSLY_ERASED ->
          new Wording(
              "Previously erased",
              "The person was erased and asked not to be taken up again.",
              "Daha önce silindi",
              "Kişinin verileri silinmiş ve yeniden kaydedilmemesi istenmiştir.");
      case DECIDED ->
          new Wording(
              "Already decided",
              "The proposal was decided already.",
              "Zaten karara bağlandı",
              "Öneri daha önce karara bağlanmış.");
      case FULL ->
          new Wording(
              "Limit reached",
              "There are as many of them as there may be.",
              "Sınıra ulaşıldı",
              "Bunlardan olabilecek en çok sayıda var.");
      case NOT_ANONYMOUS ->
          new Wording(
              "Not anonymous",
              "Too few people were found in time to be anonymous together. Nothing was erased.",
              "Anonim değil",
              "Birlikte anonim olunacak yeterli kişi süresinde bulunamadı. Hiçbir veri silinmedi.");
      case HELD ->
          new Wording(
              "Held",
              "A hold forbids the erasure until another person releases it.",
              "İmha durdurulmuş",
              "Bir imha durdurma kaydı, başka bir kişi kaldırana dek silmeye engeldir.");
      case REQUEST_STATE ->
          new Wording(
              "Not in this state",
              "The application's state does not lead where the call would take it.",
              "Bu durumda olmaz",
              "Başvurunun durumu bu adıma izin vermiyor.");
      case REQUEST ->
          new Wording(
              "Request not accepted",
              "The application's identity is not verified, or its right E was not accepted.",
              "Başvuru kabul edilmemiş",
              "Başvuranın kimliği doğrulanmamış ya da silme hakkı kabul edilmemiş.");
      case NOTHING_OPEN ->
          new Wording(
              "Nothing to confirm",
              "No notice of this disclosure waits for a confirmation.",
              "Onaylanacak bildirim yok",
              "Bu aktarım için onay bekleyen bir bildirim yok.");
      case SCOPE ->
          new Wording(
              "Scope not ready",
              "Whom the breach reached is not worked out yet.",
              "Kapsam hazır değil",
              "İhlalin kimleri etkilediği henüz belirlenmedi.");
      case PACKAGE ->
          new Wording(
              "Package not ready",
              "The package is still being made, or could not be.",
              "Paket hazır değil",
              "Paket hâlâ hazırlanıyor ya da hazırlanamadı.");
      case BACKUP ->
          new Wording(
              "Backup not usable",
              "The backup is not used: flaw says why, and object which of its objects it is about.",
              "Yedek kullanılamıyor",
              "Yedek kullanılmıyor: nedeni flaw, ilgili nesne object alanındadır.");
      case GENERATION ->
          new Wording(
              "No empty tables",
              "The empty tables of the next generation are not there, or are in use.",
              "Boş tablolar yok",
              "Bir sonraki kuşağın boş tabloları bulunmuyor ya da kullanımda.");
      case RESTORE_STATE ->
          new Wording(
              "Restore not ready",
              "The restore is not through, or has failed.",
              "Geri yükleme hazır değil",
              "Geri yükleme tamamlanmadı ya da başarısız oldu.");
      case DRILL_RUNNING ->
          new Wording(
              "Drill under way",
              "Another drill is under way; there is one set of scratch tables.",
              "Tatbikat sürüyor",
              "Başka bir tatbikat sürüyor; tek bir geçici tablo takımı vardır.");
      case DRILL ->
          new Wording(
              "Drill failed",
              "The drill did not come to what it is to show; its report says what was not met.",
              "Tatbikat başarısız",
              "Tatbikat göstermesi gerekeni göstermedi; karşılanmayanlar raporundadır.");
      case BREACH_STAGE ->
          new Wording(
              "Not at this stage",
              "The Authority was told already, or was not and this would follow up on that.",
              "Bu aşamada olmaz",
              "Kurul'a daha önce bildirilmiş ya da takip edilecek bir ilk bildirim yok.");
      case UNTOLD ->
          new Wording(
              "Nobody told",
              "Nobody was told yet whose receipt this could be.",
              "Kimseye bildirilmedi",
              "Alındısı kaydedilecek bir bildirim henüz yapılmadı.");
      case CLOSURE ->
          new Wording(
              "End of the contract",
              "The end of the contract is not where this call supposes it.",
              "Sözleşmenin sonu",
              "Sözleşmenin sona ermesi bu çağrının gerektirdiği aşamada değil.");
      case NOBODY ->
          new Wording(
              "Nobody to tell",
              "The tenant names no contact with an e-mail address or a phone who could be told.",
              "Bildirilecek kimse yok",
              "Kiracının, bildirim yapılabilecek e-posta adresi ya da telefonu olan bir irtibatı"
                  + " yok.");
      case ENDED ->
          new Wording(
              "Tenant ended",
              "The tenant's contract has ended and its keys are destroyed: nothing of it comes back.",
              "Kiracının sözleşmesi sona erdi",
              "Kiracının sözleşmesi sona erdi ve anahtarları yok edildi: hiçbir verisi geri gelmez.");
      case IN_USE ->
          new Wording(
              "In use",
              "Something that is in force depends on it.",
              "Kullanımda",
              "Yürürlükteki başka bir kayıt buna dayanıyor.");
      case HOSTING ->
          new Wording(
              "Hosting abroad without a mechanism",
              "Hosting abroad has no mechanism under Article 9, so no activity can become active.",
              "Yurt dışı barındırma için dayanak yok",
              "Yurt dışında barındırma için 9. maddeye göre bir dayanak yok; faaliyet yürürlüğe"
                  + " giremez.");
    };
  }
}
