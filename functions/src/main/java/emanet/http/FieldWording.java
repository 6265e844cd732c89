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
    };
  }
}
