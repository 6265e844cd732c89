package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The catalogue of controls: what the law and the Board's guide ask for, how this system does it,
/// and which of the package's files show it.
final class Controls {
  private Controls() {}

  /// A control.
  ///
  /// @param basis where it is asked for
  /// @param evidence chapters that show it; none where only the ledger does
  private record Control(
      String id,
      String tr,
      String en,
      String basis,
      String howTr,
      String howEn,
      List<Chapter> evidence) {}

  private static final List<Control> ALL =
      List.of(
          new Control(
              "C-01",
              "İşleme envanteri",
              "Inventory of processing",
              "md. 16",
              "Envanterde olmayan veri saklanamaz, okunamaz, aktarılamaz.",
              "What the inventory does not have cannot be stored, read or passed on.",
              List.of(Chapter.INVENTORY, Chapter.ACTIVITIES)),
          new Control(
              "C-02",
              "Yetki matrisi, varsayılan ret",
              "Authorisation matrix, deny by default",
              "md. 12; Kurul rehberi",
              "Her çağrı faaliyet, rol, alan ve kişi grubu bakımından sınanır.",
              "Every call is checked by activity, role, field and group of people.",
              List.of(Chapter.GRANTS, Chapter.OUTCOMES)),
          new Control(
              "C-03",
              "Erişimlerin düzenli gözden geçirilmesi",
              "Regular review of access",
              "2018/10",
              "Dönemde kimin neye, hangi yetkiyle eriştiği kayıttan çıkarılır.",
              "Who reached what in the time, under which grant, is drawn from the ledger.",
              List.of(Chapter.REVIEW, Chapter.GRANTS)),
          new Control(
              "C-04",
              "Değiştirilemeyen işlem kayıtları",
              "Records that users cannot alter",
              "md. 12; 2018/10",
              "Her işlem önce kaydedilir; kayıtlar Merkle ağacında mühürlenir.",
              "Every act is recorded first; records are sealed in a Merkle tree.",
              List.of(Chapter.ACTS, Chapter.OUTCOMES)),
          new Control(
              "C-05",
              "Aydınlatma",
              "Informing people",
              "md. 10",
              "Metinlerin her sürümü saklanır, kime ne zaman iletildiği kanıtlanır.",
              "Every version of a text stays, and whom it reached when is evidence.",
              List.of(Chapter.NOTICES, Chapter.DELIVERIES)),
          new Control(
              "C-06",
              "Açık rıza",
              "Explicit consent",
              "md. 3, 5, 6",
              "Amaç başına alınır; geri alınınca sonraki çağrıda etkisini yitirir.",
              "Given for one purpose; withdrawn, it has no effect from the next call on.",
              List.of(Chapter.CONSENTS)),
          new Control(
              "C-07",
              "İlgili kişi başvuruları",
              "Applications of people",
              "md. 11, 13",
              "Otuz günlük süre izlenir; ret gerekçelidir.",
              "Thirty days are watched; a refusal has reasons.",
              List.of(Chapter.REQUESTS)),
          new Control(
              "C-08",
              "Aktarım",
              "Passing data on",
              "md. 8, 9",
              "Yalnız kayıtlı alıcıya, dayanağıyla.",
              "To a registered recipient alone, on its basis.",
              List.of(Chapter.RECIPIENTS, Chapter.DISCLOSURES)),
          new Control(
              "C-09",
              "İmha",
              "Disposal",
              "md. 7; 30224",
              "Anahtar yok edilir; sertifika ve imha kaydı düzenlenir.",
              "Keys are destroyed; there are a certificate and a log of it.",
              List.of(Chapter.ERASURES, Chapter.DESTRUCTIONS, Chapter.HOLDS)),
          new Control(
              "C-10",
              "Veri ihlali",
              "Breaches",
              "md. 12/5; 2019/10",
              "72 saat, öğrenmeden başlar; ancak kayıtlı bildirimle durur.",
              "72 hours run from learning of it; a recorded notice alone stops them.",
              List.of(Chapter.BREACHES)),
          new Control(
              "C-11",
              "Görevler ayrılığı",
              "Separation of duties",
              "Kurul rehberi",
              "Genişletme, kaldırma ve açığa çıkarma ikinci bir kişi ister.",
              "To widen, to lift and to reveal takes a second person.",
              List.of(Chapter.APPROVALS)),
          new Control(
              "C-12",
              "Kişi başına şifreleme ve ayrı ortamda anahtar",
              "Encryption by person, keys apart",
              "md. 12; 2018/10",
              "AES-256-GCM; kişi ve kategori başına anahtar, KMS altında.",
              "AES-256-GCM; a key a person and category, under KMS.",
              List.of(Chapter.ERASURES)));

  /// The catalogue, with how many rows of the package show each.
  ///
  /// @param counts rows by chapter
  static List<ObjectNode> rows(Map<Chapter, Long> counts) {
    var rows = new ArrayList<ObjectNode>();
    for (var control : ALL) {
      var row = JsonNodeFactory.instance.objectNode().put("id", control.id());
      row.putObject("title").put("tr", control.tr()).put("en", control.en());
      row.put("basis", control.basis());
      row.putObject("how").put("tr", control.howTr()).put("en", control.howEn());
      var evidence = row.putArray("evidence");
      var figures = row.putObject("figures");
      for (var chapter : control.evidence()) {
        evidence.add(chapter.file());
        figures.put(chapter.file(), counts.getOrDefault(chapter, 0L));
      }
      evidence.add("ledger/checkpoint");
      rows.add(row);
    }
    return rows;
  }
}
