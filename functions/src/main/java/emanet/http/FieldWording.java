package emanet.http;

import emanet.fault.FieldCode;

/// The details of the `errors` of 422.
final class FieldWording {
  private FieldWording() {}

  static String detail(FieldCode code, Language language) {
    return switch (language) {
      case ENGLISH -> english(code);
      case TURKISH -> turkish(code);
    };
  }

  private static String english(FieldCode code) {
    return switch (code) {
      case MISSING -> "It is required, and absent, empty or blank.";
      case UNKNOWN -> "It names nothing that exists.";
      case TYPE -> "It is of another JSON type.";
      case FORMAT -> "It is not of the form.";
      case LENGTH -> "It is too short or too long.";
      case CHECKSUM -> "Its check digits do not fit.";
      case IMPOSSIBLE -> "It is of the form, and cannot be.";
      case RANGE -> "It is outside its limits.";
      case DUPLICATE -> "It is named twice.";
      case FORBIDDEN -> "It is not allowed together with the rest.";
      case UNSUITABLE -> "The law does not allow it here.";
      case UNUSABLE -> "It was tried, and does not work.";
      case NO_CONTROLLER -> "It does not say who the controller is (Art. 10/1-a).";
      case NO_PURPOSES -> "It does not say for which purposes (Art. 10/1-b).";
      case NO_RECIPIENTS -> "It does not say to whom data may be passed on, and why (Art. 10/1-c).";
      case NO_METHOD -> "It does not say how data is collected (Art. 10/1-ç).";
      case NO_LEGAL_BASIS -> "It does not say on which legal basis (Art. 10/1-ç).";
      case NO_RIGHTS -> "It does not name the rights of Art. 11 (Art. 10/1-d).";
      case ASKS_CONSENT ->
          "It asks for consent, or takes something for it: consent is asked for apart (communiqué"
              + " 30356, Art. 5/1-f).";
      case NO_CONSENT -> "It does not say that it asks for consent.";
      case NO_WITHDRAWAL -> "It does not say that consent can be withdrawn.";
      case NO_COOKIE_TYPES -> "It does not say which types of cookies there are.";
      case NO_PERIOD -> "It does not say for how long.";
      case NO_REFUSAL -> "It does not say how to refuse.";
      case NO_DISPOSAL -> "It does not say how data ends.";
    };
  }

  private static String turkish(FieldCode code) {
    return switch (code) {
      case MISSING -> "Zorunlu; yok ya da boş.";
      case UNKNOWN -> "Var olmayan bir şeyi gösteriyor.";
      case TYPE -> "JSON türü farklı.";
      case FORMAT -> "Biçimi uygun değil.";
      case LENGTH -> "Çok kısa ya da çok uzun.";
      case CHECKSUM -> "Denetim basamakları tutmuyor.";
      case IMPOSSIBLE -> "Biçimi uygun, ancak böyle bir değer olamaz.";
      case RANGE -> "Sınırlarının dışında.";
      case DUPLICATE -> "İki kez belirtilmiş.";
      case FORBIDDEN -> "Diğerleriyle birlikte kullanılamaz.";
      case UNSUITABLE -> "Kanun burada buna izin vermiyor.";
      case UNUSABLE -> "Denendi, çalışmıyor.";
      case NO_CONTROLLER -> "Veri sorumlusunun kim olduğu belirtilmemiş (m. 10/1-a).";
      case NO_PURPOSES -> "İşleme amaçları belirtilmemiş (m. 10/1-b).";
      case NO_RECIPIENTS ->
          "Verilerin kimlere ve hangi amaçla aktarılabileceği belirtilmemiş (m. 10/1-c).";
      case NO_METHOD -> "Toplama yöntemi belirtilmemiş (m. 10/1-ç).";
      case NO_LEGAL_BASIS -> "Hukuki sebep belirtilmemiş (m. 10/1-ç).";
      case NO_RIGHTS -> "11. maddedeki haklar belirtilmemiş (m. 10/1-d).";
      case ASKS_CONSENT ->
          "Rıza istiyor ya da bir davranışı rıza sayıyor; açık rıza ayrıca alınır (30356 sayılı"
              + " Tebliğ, m. 5/1-f).";
      case NO_CONSENT -> "Rıza istendiği belirtilmemiş.";
      case NO_WITHDRAWAL -> "Rızanın geri alınabileceği belirtilmemiş.";
      case NO_COOKIE_TYPES -> "Çerez türleri belirtilmemiş.";
      case NO_PERIOD -> "Süre belirtilmemiş.";
      case NO_REFUSAL -> "Nasıl reddedileceği belirtilmemiş.";
      case NO_DISPOSAL -> "İmha yöntemi belirtilmemiş.";
    };
  }
}
