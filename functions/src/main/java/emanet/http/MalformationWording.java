package emanet.http;

import emanet.fault.Malformation;

/// The texts of 400.
final class MalformationWording {
  private MalformationWording() {}

  static Wording of(Malformation reason) {
    return switch (reason) {
      case JSON ->
          new Wording(
              "Malformed JSON",
              "The body is not one JSON value in well-formed UTF-8.",
              "Bozuk JSON",
              "Gövde, düzgün UTF-8 ile yazılmış tek bir JSON değeri değil.");
      case DUPLICATE_KEY ->
          new Wording(
              "Duplicate property",
              "An object in the body names a property twice.",
              "Yinelenen özellik",
              "Gövdedeki bir nesne aynı özelliği iki kez içeriyor.");
      case DEPTH ->
          new Wording(
              "JSON too deep",
              "The body is nested deeper than 32 levels.",
              "JSON çok derin",
              "Gövde 32 düzeyden daha derin.");
      case UNKNOWN_PROPERTY ->
          new Wording(
              "Unknown property",
              "The object that the pointer names has a property that the contract does not.",
              "Bilinmeyen özellik",
              "İşaret edilen nesnede sözleşmede bulunmayan bir özellik var.");
      case SHAPE ->
          new Wording(
              "Wrong shape",
              "What the pointer names is missing, of another type, or not expected here.",
              "Yanlış biçim",
              "İşaret edilen öğe eksik, başka türde ya da burada beklenmiyor.");
      case ACTIVITY ->
          new Wording(
              "Activity missing",
              "The header Emanet-Activity must name the processing activity of this call.",
              "Faaliyet belirtilmemiş",
              "Emanet-Activity başlığı bu çağrının veri işleme faaliyetini belirtmelidir.");
      case PARAMETER ->
          new Wording(
              "Bad parameter",
              "A query parameter or a part of the path is unknown, repeated or not of its shape.",
              "Hatalı parametre",
              "Bir sorgu parametresi ya da adresin bir bölümü bilinmiyor, yineleniyor veya"
                  + " biçimine uymuyor.");
      case HEADER ->
          new Wording(
              "Bad header",
              "A header is repeated or not of its shape.",
              "Hatalı başlık",
              "Bir başlık yineleniyor ya da biçimine uymuyor.");
      case CURSOR ->
          new Wording(
              "Bad cursor",
              "The cursor was not issued for this tenant and query.",
              "Hatalı imleç",
              "İmleç bu kiracı ve sorgu için verilmemiş.");
      case FIELD ->
          new Wording(
              "Unknown field",
              "A field was named that the category does not have.",
              "Bilinmeyen alan",
              "Kategoride bulunmayan bir alan belirtildi.");
    };
  }
}
