package emanet.audit;

import emanet.register.Title;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a package is about, each in files of its own: JSON with all there is, a spreadsheet's file
/// and a page with the columns named here. A column is a JSON pointer into a row.
enum Chapter {
  TENANT("register/tenant", "Veri sorumlusu", "The tenant", "/code /title /address /at"),
  INVENTORY(
      "register/inventory",
      "Kişisel veri işleme envanteri (md. 16)",
      "Inventory (Art. 16)",
      "/activity /version /title/tr /role /legalBasis /article /purposes /category /special"
          + " /transferAbroad /retention/period /retention/from /disposal"),
  ACTIVITIES(
      "register/activities",
      "İşleme faaliyetleri ve sürümleri",
      "Activities and their versions",
      "/code /version /at /by /approval /document/title/tr /document/role /document/legalBasis"
          + " /document/purposes /document/subjectGroups /document/categories"
          + " /document/recipients /document/roles /document/disposal /deleted"),
  CATEGORIES(
      "register/categories",
      "Veri kategorileri",
      "Categories of data",
      "/code /version /at /by /document/title/tr /document/verbis /document/special"
          + " /document/fields"),
  RECIPIENTS(
      "register/recipients",
      "Alıcılar",
      "Recipients",
      "/code /version /at /by /document/title /document/group /document/country"
          + " /document/mechanism /deleted"),
  NOTICES(
      "notices/versions",
      "Aydınlatma ve açık rıza metinleri",
      "Notices and their versions",
      "/notice /version /kind /language /effectiveFrom /at /by /sha256 /title"),
  DELIVERIES(
      "notices/deliveries",
      "Metinlerin iletilmesi",
      "Deliveries of notices",
      "/at /subject /notice /version /means /source /acknowledged /by /receipt"),
  CONSENTS(
      "consents/decisions",
      "Açık rızalar ve geri alınmaları",
      "Consents and withdrawals",
      "/at /subject /activity /activityVersion /granted /notice /noticeVersion /by /receipt"),
  REQUESTS(
      "requests/requests",
      "İlgili kişi başvuruları ve süreleri (md. 11, 13)",
      "Applications and their clocks (Arts. 11, 13)",
      "/id /state /rights /channel /receivedAt /dueAt /daysLeft /overdue /decisions"
          + " /answer/sentAt /answer/deliveredAt /answer/complaintUntil"),
  DISCLOSURES(
      "disclosures/disclosures",
      "Aktarımlar (md. 8, 9)",
      "Disclosures (Arts. 8, 9)",
      "/at /disclosure /made /subject /category /fields /view /recipient /country /mechanism"
          + " /activity /by /entry"),
  ERASURES(
      "disposals/erasures",
      "Silme, yok etme ve anonimleştirme (md. 7)",
      "Erasures with certificates (Art. 7)",
      "/id /at /subject /category /method /stage /effectiveAt /by /request /receipt"),
  DESTRUCTIONS(
      "disposals/retention",
      "Periyodik imha kayıtları",
      "Log of periodic destruction",
      "/at /doneAt /subject /category /record /fate /methods /activities /fields /anonymous"),
  BREACHES(
      "breaches/breaches",
      "Veri ihlalleri ve süreleri (md. 12/5)",
      "Breaches and their clocks (Art. 12/5)",
      "/id /origin /learnedAt /authorityDeadline /authorityNotifiedAt /hoursLeft /overdue"
          + " /source /effects /noNotice"),
  HOLDS(
      "holds/standing",
      "Süren imha durdurmaları",
      "Holds that stand",
      "/hold /subject /category /at /by"),
  GRANTS(
      "access/grants",
      "Yetkilendirmeler ve sürümleri",
      "Grants and their versions",
      "/code /version /at /by /document/role /document/activities /document/from /document/to"
          + " /deleted"),
  APPROVALS(
      "access/approvals",
      "İkinci kişi onayları",
      "Decisions of second persons",
      "/id /kind /target /by /at /state /decidedBy /decidedAt"),
  REVIEW(
      "access/review",
      "Erişim gözden geçirmesi",
      "Access review",
      "/actor /actorTenant /roles /grant/role /grant/from /grant/to /findings /first /last"
          + " /calls /aboutPeople /activities /categories"),
  ACTS(
      "acts/acts",
      "Kayda geçen işlemler",
      "Acts, as they were entered",
      "/at /id /actor /actorTenant /roles /action /target /subject /category /activity /request"),
  OUTCOMES(
      "acts/outcomes",
      "Reddedilen ve sonuçsuz kalan işlemler",
      "What was refused, or came to nothing",
      "/at /id /of /outcome /reason"),
  CONTROLS(
      "controls/catalogue",
      "Teknik ve idari tedbirler, kanıtlarıyla (md. 12)",
      "Controls with their evidence (Art. 12)",
      "/id /title/tr /title/en /basis /how/tr /evidence /figures"),

  /// Of a return package alone, as those below.
  PEOPLE(
      "people/people",
      "İlgili kişiler",
      "People",
      "/subject /externalRef /groups /created /relationshipEnd"),
  RECORDS(
      "people/records",
      "Kayıtlar",
      "Records",
      "/subject /category /record /version /activities /eventDate /asOf /fields /tampered"),
  FILES(
      "requests/files",
      "Başvuru dosyaları",
      "Applications' files",
      "/id /application /identity /decision /forward /answer /cancellation");

  /// What an inspector is given: nobody's data in clear.
  static final Set<Chapter> OF_AUDIT = EnumSet.complementOf(EnumSet.of(PEOPLE, RECORDS, FILES));

  private final String file;
  private final Title title;
  private final String columns;

  Chapter(String file, String tr, String en, String columns) {
    this.file = file;
    this.title = new Title(tr, en);
    this.columns = columns;
  }

  /// Its name, and what its files begin with.
  String file() {
    return file;
  }

  Title title() {
    return title;
  }

  List<String> columns() {
    return List.of(columns.split(" "));
  }
}
