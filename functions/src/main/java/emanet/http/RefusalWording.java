package emanet.http;

import emanet.fault.Refusal;

/// The texts of 403.
final class RefusalWording {
  private RefusalWording() {}

  static Wording of(Refusal reason) {
    return switch (reason) {
      case ROLE ->
          new Wording(
              "Role not allowed",
              "None of the token's roles may make this call.",
              "Rol yetkili değil",
              "Belirteçteki rollerin hiçbiri bu çağrıyı yapamaz.");
      case GRANT ->
          new Wording(
              "Not granted",
              "The actor's grant does not cover this call now.",
              "Yetki kapsamında değil",
              "Kullanıcıya verilen yetki şu anda bu çağrıyı kapsamıyor.");
      case ACTIVITY ->
          new Wording(
              "Unknown activity",
              "The register has no such processing activity.",
              "Bilinmeyen faaliyet",
              "Envanterde böyle bir veri işleme faaliyeti yok.");
      case ACTIVITY_ROLE ->
          new Wording(
              "Activity not for this role",
              "The processing activity is not carried out by the token's roles.",
              "Faaliyet bu role açık değil",
              "Veri işleme faaliyeti belirteçteki rollerce yürütülmüyor.");
      case GROUP ->
          new Wording(
              "Group not covered",
              "The person belongs to no group that the activity covers.",
              "Kişi grubu kapsam dışında",
              "Kişi, faaliyetin kapsadığı hiçbir gruba girmiyor.");
      case CATEGORY ->
          new Wording(
              "Category not covered",
              "The activity does not cover the category.",
              "Kategori kapsam dışında",
              "Faaliyet bu veri kategorisini kapsamıyor.");
      case FIELD ->
          new Wording(
              "Field not covered",
              "The activity does not cover a field that was asked for or sent.",
              "Alan kapsam dışında",
              "Faaliyet, istenen ya da gönderilen bir alanı kapsamıyor.");
      case VIEW ->
          new Wording(
              "Plain view not granted",
              "The activity grants the masked view only.",
              "Açık görünüm verilmemiş",
              "Faaliyet yalnızca maskeli görünüme izin veriyor.");
      case SEARCH ->
          new Wording(
              "Search not granted",
              "The activity does not grant searching by this field.",
              "Arama izni yok",
              "Faaliyet bu alana göre aramaya izin vermiyor.");
      case CONSENT_MISSING ->
          new Wording(
              "Consent missing",
              "The activity rests on explicit consent, and none is in force.",
              "Açık rıza yok",
              "Faaliyet açık rızaya dayanıyor ve yürürlükte bir rıza yok.");
      case CONSENT_STALE ->
          new Wording(
              "Consent stale",
              "The consent was given to a narrower version of the activity.",
              "Açık rıza eski",
              "Rıza, faaliyetin daha dar bir sürümüne verilmiş.");
      case ATTESTATION ->
          new Wording(
              "Attestation lapsed",
              "The activity has no current attestation by its controller.",
              "Beyan geçerli değil",
              "Faaliyet için veri sorumlusunun geçerli bir beyanı yok.");
      case RECIPIENT_UNKNOWN ->
          new Wording(
              "Unknown recipient",
              "The register has no such recipient.",
              "Bilinmeyen alıcı",
              "Envanterde böyle bir alıcı yok.");
      case RECIPIENT ->
          new Wording(
              "Recipient not covered",
              "The activity does not name this recipient.",
              "Alıcı kapsam dışında",
              "Faaliyet bu alıcıyı kapsamıyor.");
      case MECHANISM ->
          new Wording(
              "No mechanism for the transfer abroad",
              "Nothing under Article 9 allows this transfer abroad.",
              "Yurt dışına aktarım için dayanak yok",
              "Bu yurt dışı aktarım için 9. maddeye göre bir dayanak yok.");
      case RECURRING ->
          new Wording(
              "The flow recurs",
              "An occasional mechanism does not carry a flow that recurs.",
              "Aktarım arızi değil",
              "Arızi aktarım dayanağı, tekrar eden bir aktarıma uygulanamaz.");
      case RESTRICTED ->
          new Wording(
              "Restricted",
              "The processing of this person's data is restricted.",
              "Kısıtlı",
              "Kişinin verilerinin işlenmesi kısıtlanmıştır.");
      case MFA ->
          new Wording(
              "Second factor required",
              "The call needs a token whose amr has mfa.",
              "İkinci doğrulama gerekli",
              "Çağrı, amr değerinde mfa bulunan bir belirteç gerektiriyor.");
      case OWN_DATA ->
          new Wording(
              "Own data only",
              "A person's own token reaches that person's data alone.",
              "Yalnızca kendi verisi",
              "Kişinin kendi belirteci yalnızca kendi verisine ulaşır.");
      case SAME_PERSON ->
          new Wording(
              "Second person required",
              "Another human than the one who proposed it must decide.",
              "İkinci kişi gerekli",
              "Kararı, öneren kişiden başka biri vermelidir.");
      case GLASS ->
          new Wording(
              "Glass not open",
              "The glass was not broken for this caller, is not open yet, or not any more.",
              "Acil erişim açık değil",
              "Acil erişim bu kullanıcıya verilmedi, henüz başlamadı ya da sona erdi.");
      case SPECIAL ->
          new Wording(
              "Special category",
              "Special categories of data are never shown through a broken glass.",
              "Özel nitelikli veri",
              "Özel nitelikli kişisel veriler acil erişimle hiçbir zaman gösterilmez.");
      case TENANT ->
          new Wording(
              "Tenant suspended",
              "The tenant's contract is ending or has ended: it may only be read.",
              "Kiracı askıda",
              "Kiracının sözleşmesi sona eriyor ya da sona erdi: yalnızca okunabilir.");
    };
  }
}
