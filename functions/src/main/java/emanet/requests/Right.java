package emanet.requests;

import java.text.Normalizer;
import java.util.Optional;

/// What a person may ask for (KVKK Art. 11/1), by the letters of the law.
public enum Right {
  LEARN("A", "a", "Kişisel veri işlenip işlenmediğini öğrenme"),
  INFORMATION("B", "b", "Kişisel verileri işlenmişse buna ilişkin bilgi talep etme"),
  PURPOSE(
      "C",
      "c",
      "Kişisel verilerin işlenme amacını ve bunların amacına uygun kullanılıp kullanılmadığını"
          + " öğrenme"),
  RECIPIENTS(
      "Ç",
      "ç",
      "Yurt içinde veya yurt dışında kişisel verilerin aktarıldığı üçüncü kişileri bilme"),
  RECTIFICATION(
      "D",
      "d",
      "Kişisel verilerin eksik veya yanlış işlenmiş olması hâlinde bunların düzeltilmesini isteme"),
  ERASURE("E", "e", "Kişisel verilerin silinmesini veya yok edilmesini isteme"),
  NOTIFICATION(
      "F",
      "f",
      "Düzeltme, silme ve yok etme işlemlerinin, verilerin aktarıldığı üçüncü kişilere"
          + " bildirilmesini isteme"),
  OBJECTION(
      "G",
      "g",
      "Verilerin münhasıran otomatik sistemler vasıtasıyla analiz edilmesi suretiyle kişinin"
          + " kendisi aleyhine bir sonucun ortaya çıkmasına itiraz etme"),
  COMPENSATION(
      "Ğ",
      "ğ",
      "Kişisel verilerin kanuna aykırı olarak işlenmesi sebebiyle zarara uğraması hâlinde zararın"
          + " giderilmesini talep etme");

  /// A letter, and what may be written beside it as a mark.
  private static final int LONGEST_CODE = 2;

  private final String code;
  private final String letter;
  private final String title;

  Right(String code, String letter, String title) {
    this.code = code;
    this.letter = letter;
    this.title = title;
  }

  /// The letter as the contract has it.
  public String code() {
    return code;
  }

  String article() {
    return "11/1-" + letter;
  }

  String title() {
    return title;
  }

  /// Ç and Ğ may come composed or not.
  static Optional<Right> parse(String text) {
    if (text.length() > LONGEST_CODE) {
      return Optional.empty();
    }
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    for (var right : values()) {
      if (right.code.equals(composed)) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }
}
