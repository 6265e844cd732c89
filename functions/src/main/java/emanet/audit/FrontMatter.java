package emanet.audit;

import emanet.audit.pack.PackedFile;
import emanet.register.Html;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is read first: an index, and what there is to know in Turkish and in English.
final class FrontMatter {
  private static final String README_TR =
      """
      DENETİM PAKETİ

      Veri sorumlusu/işleyen: {tenant}
      Dönem: {from} - {to} (bitiş hariç, UTC)

      Bu paket bir tarayıcı ve bir hesap tablosu programıyla, başka yazılım olmadan okunur:
      index.html dosyasını açın. Her bölüm JSON (tamamı), CSV (noktalı virgülle ayrılmış) ve
      HTML olarak vardır. Kişiler rastgele numaralarla anılır; kişisel veri açık olarak yer almaz.

      manifest.json her dosyanın uzunluğunu ve SHA-256 özetini, signature.json bunun imzasını taşır
      (RSASSA-PSS, SHA-256, tuz 32 bayt). Açık anahtar işletmeciden alınır:
        aws kms get-public-key --key-id alias/emanet-certificates
      Çevrimdışı doğrulama:
        ./emanet verify package PAKET.zip --key ACIK-ANAHTAR.pem
      ledger/ klasörü dönemin mühürlü kayıtlarını ve onları kanıtlayan ağaç parçalarını içerir
      (RFC 6962, C2SP tlog-tiles); anahtarı manifest.json içindeki ledger.key değeridir.
      Kayıtların dönem sonundaki hâli verilir; süreler (daysLeft, hoursLeft) dönem sonuna göredir.
      """;
  private static final String README_EN =
      """
      AUDIT PACKAGE

      Controller/processor: {tenant}
      Time: {from} - {to} (end exclusive, UTC)

      This package is read with a browser and a spreadsheet program, without other software: open
      index.html. Every chapter is there as JSON (all of it), CSV (separated by semicolons) and
      HTML. People are named by random ids; no personal data is in clear.

      manifest.json has every file's length and SHA-256, signature.json the signature over it
      (RSASSA-PSS, SHA-256, a salt of 32 bytes). The public key comes from the operator:
        aws kms get-public-key --key-id alias/emanet-certificates
      To check it offline:
        ./emanet verify package PACKAGE.zip --key PUBLIC.pem
      The folder ledger/ has the sealed entries of the time and the tiles that prove them (RFC 6962,
      C2SP tlog-tiles); their key is ledger.key of manifest.json.
      Registers are given as they stand; clocks (daysLeft, hoursLeft) stand where the time ends.
      """;

  private static final String RETURN_TR =
      """
      İADE PAKETİ

      Veri sorumlusu/işleyen: {tenant}
      {to} anına kadar (UTC)

      Sözleşmenin sonunda verilen bu paket kuruluşun kendi açık anahtarıyla mühürlenmişti ve artık
      AÇIK KİŞİSEL VERİ içerir: people/ klasöründe kişiler ve bütün kayıtları, requests/files
      içinde başvuru dosyaları vardır. Saklanması ve korunması artık sizin sorumluluğunuzdadır.

      index.html dosyasını açın. Her bölüm JSON (tamamı), CSV (noktalı virgülle ayrılmış) ve HTML
      olarak vardır. Alındı bildirimi için manifest.json dosyasının SHA-256 özeti gerekir.
      Paketten sonra silinen kişileri siz de silmelisiniz.

      Çevrimdışı doğrulama, bir denetim paketi gibi:
        ./emanet verify package PAKET.zip --key ACIK-ANAHTAR.pem
      """;
  private static final String RETURN_EN =
      """
      RETURN PACKAGE

      Controller/processor: {tenant}
      Until {to} (UTC)

      This package, given at the end of the contract, was sealed to the tenant's own public key, and
      now has PERSONAL DATA IN CLEAR: people and all their records under people/, and applications'
      files in requests/files. To keep and to protect it is yours from here on.

      Open index.html. Every chapter is there as JSON (all of it), CSV (separated by semicolons) and
      HTML. The receipt takes the SHA-256 of manifest.json. Whoever was erased after this package
      was made is to be erased from it by you.

      To check it offline, as a package for an inspector:
        ./emanet verify package PACKAGE.zip --key PUBLIC.pem
      """;

  static final Words AUDIT =
      new Words(README_TR, README_EN, "Denetim paketi", "Audit package", Chapter.OF_AUDIT);
  static final Words RETURN =
      new Words(
          RETURN_TR, RETURN_EN, "İade paketi", "Return package", EnumSet.allOf(Chapter.class));

  /// What it says of one kind of package.
  record Words(String readMeTr, String readMeEn, String tr, String en, Set<Chapter> chapters) {}

  private FrontMatter() {}

  /// @param files of every chapter, without their endings, in order
  /// @param counts rows by chapter
  static List<PackedFile> files(
      Words words,
      String tenant,
      Period period,
      Map<Chapter, List<String>> files,
      Map<Chapter, Long> counts) {
    return List.of(
        PackedFile.text("README.tr.txt", filled(words.readMeTr(), tenant, period)),
        PackedFile.text("README.en.txt", filled(words.readMeEn(), tenant, period)),
        PackedFile.text("index.html", index(words, tenant, period, files, counts)));
  }

  private static String filled(String text, String tenant, Period period) {
    return text.replace("{tenant}", tenant)
        .replace("{from}", period.from().toString())
        .replace("{to}", period.to().toString());
  }

  private static String index(
      Words words,
      String tenant,
      Period period,
      Map<Chapter, List<String>> files,
      Map<Chapter, Long> counts) {
    var parts = new ArrayList<Html.Node>();
    parts.add(Html.heading(1, words.tr()));
    parts.add(Html.paragraph(words.en()));
    parts.add(
        Html.table(
            Optional.empty(),
            List.of(
                List.of("Veri sorumlusu / Tenant", tenant),
                List.of("Başlangıç / From", period.from().toString()),
                List.of("Bitiş (hariç) / To (exclusive)", period.to().toString()))));
    for (var chapter : words.chapters()) {
      parts.add(Html.heading(2, chapter.title().tr()));
      parts.add(Html.paragraph(chapter.title().en()));
      long count = counts.getOrDefault(chapter, 0L);
      parts.add(Html.paragraph(count + " satır / rows"));
      var links = new ArrayList<Html.Node>();
      for (var file : files.getOrDefault(chapter, List.of())) {
        for (var ending : List.of(".html", ".csv", ".json")) {
          links.add(Html.link(file + ending, file + ending));
        }
      }
      if (!links.isEmpty()) {
        parts.add(Html.list(links));
      }
    }
    parts.add(Html.heading(2, "Mühürlü kayıt defteri"));
    parts.add(
        Html.paragraph("The sealed ledger: ledger/ (README.tr.txt, README.en.txt, manifest.json)"));
    return Html.file("tr", words.tr(), parts);
  }
}
