package emanet.requests;

/// What an application must have (communiqué 30356 Art. 5/2) and this one has not.
public enum Missing {
  NAME("Ad ve soyad"),
  SIGNATURE("Başvuru yazılı ise imza"),
  ID_KIND("Kimlik belgesinin türü (T.C. kimlik numarası, yabancı kimlik numarası ya da pasaport)"),
  ID_NUMBER(
      "Türkiye Cumhuriyeti vatandaşları için T.C. kimlik numarası, yabancılar için pasaport"
          + " numarası veya varsa kimlik numarası"),
  NATIONALITY("Yabancılar için uyruk"),
  ADDRESS("Tebligata esas yerleşim yeri veya iş yeri adresi"),
  EMAIL("Başvurunun gönderildiği, daha önce bildirilmiş elektronik posta adresi"),
  KEP("Başvurunun gönderildiği kayıtlı elektronik posta (KEP) adresi"),
  TEXT("Talep konusu"),
  RIGHTS("Talebin Kanun'un 11. maddesindeki hangi hakka ilişkin olduğu"),
  AUTHORITY("Temsil yetkisini gösteren belge"),
  IDENTITY("Başvuranın kimliğinin doğrulanması");

  private final String title;

  Missing(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
