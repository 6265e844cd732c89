package emanet.http;

import emanet.fault.Fault;

/// What a fault is to the outside: its stable name, its status, its texts. One exhaustive switch,
/// so that a fault without a mapping does not compile.
record ProblemKind(String slug, int status, Wording wording) {
  static ProblemKind of(Fault fault) {
    var slug = fault.slug();
    return switch (fault) {
      case Fault.Malformed(var reason, _) ->
          new ProblemKind(slug, 400, MalformationWording.of(reason));
      case Fault.Unauthenticated _ -> new ProblemKind(slug, 401, UNAUTHENTICATED);
      case Fault.Refused(var reason) -> new ProblemKind(slug, 403, RefusalWording.of(reason));
      case Fault.Absent _ -> new ProblemKind(slug, 404, ABSENT);
      case Fault.MethodNotAllowed _ -> new ProblemKind(slug, 405, METHOD);
      case Fault.Conflicting(var reason, _) ->
          new ProblemKind(slug, 409, ConflictWording.of(reason));
      case Fault.Erased _ -> new ProblemKind(slug, 410, ERASED);
      case Fault.Stale _ -> new ProblemKind(slug, 412, STALE);
      case Fault.TooLarge _ -> new ProblemKind(slug, 413, TOO_LARGE);
      case Fault.UnsupportedMediaType _ -> new ProblemKind(slug, 415, MEDIA_TYPE);
      case Fault.Invalid _ -> new ProblemKind(slug, 422, INVALID);
      case Fault.KeyReused _ -> new ProblemKind(slug, 422, KEY_REUSED);
      case Fault.TooMany _ -> new ProblemKind(slug, 429, TOO_MANY);
      // what was tampered with is for the ledger and the alarms, not for the caller
      case Fault.Tampered _ -> new ProblemKind(slug, 500, INTERNAL);
      case Fault.Internal _ -> new ProblemKind(slug, 500, INTERNAL);
      case Fault.Unavailable _ -> new ProblemKind(slug, 503, UNAVAILABLE);
    };
  }

  private static final Wording UNAUTHENTICATED =
      new Wording(
          "Not authenticated",
          "The call carries no token, or one that proves nothing here.",
          "Kimlik doğrulanmadı",
          "Çağrıda belirteç yok ya da belirteç burada geçerli değil.");

  private static final Wording ABSENT =
      new Wording(
          "Not found",
          "There is nothing here under this address.",
          "Bulunamadı",
          "Bu adreste bir kayıt yok.");

  private static final Wording METHOD =
      new Wording(
          "Method not allowed",
          "This address does not take the method; Allow names those it takes.",
          "Yönteme izin verilmiyor",
          "Bu adres yöntemi kabul etmiyor; kabul ettikleri Allow başlığındadır.");

  private static final Wording ERASED =
      new Wording(
          "Erased",
          "The data was erased and cannot be brought back.",
          "Silindi",
          "Veri silinmiştir ve geri getirilemez.");

  private static final Wording STALE =
      new Wording(
          "Stale version",
          "If-Match or If-None-Match does not fit the current version.",
          "Eski sürüm",
          "If-Match ya da If-None-Match geçerli sürümle uyuşmuyor.");

  private static final Wording TOO_LARGE =
      new Wording(
          "Body too large",
          "The body is longer than this API takes.",
          "Gövde çok büyük",
          "Gövde, kabul edilen uzunluğu aşıyor.");

  private static final Wording MEDIA_TYPE =
      new Wording(
          "Unsupported media type",
          "The body's media type or charset is not read here.",
          "Desteklenmeyen ortam türü",
          "Gövdenin ortam türü ya da karakter kümesi burada okunmuyor.");

  private static final Wording INVALID =
      new Wording(
          "Invalid values",
          "The request is well formed, and some of its values cannot be accepted.",
          "Geçersiz değerler",
          "İstek biçimce doğru, ancak bazı değerleri kabul edilemiyor.");

  private static final Wording KEY_REUSED =
      new Wording(
          "Idempotency key reused",
          "The Idempotency-Key was used before with another body.",
          "Idempotency anahtarı yeniden kullanıldı",
          "Idempotency-Key daha önce başka bir gövdeyle kullanılmış.");

  private static final Wording TOO_MANY =
      new Wording(
          "Too many requests",
          "The budget for such calls is spent for now.",
          "Çok fazla istek",
          "Bu tür çağrılar için ayrılan hak şimdilik doldu.");

  private static final Wording INTERNAL =
      new Wording(
          "Internal error",
          "The call failed here. It is logged under its request id.",
          "İç hata",
          "Çağrı burada başarısız oldu. İstek numarasıyla günlüğe yazıldı.");

  private static final Wording UNAVAILABLE =
      new Wording(
          "Temporarily unavailable",
          "Something that is needed cannot be reached. Try again shortly.",
          "Geçici olarak kullanılamıyor",
          "Gerekli bir hizmete ulaşılamıyor. Kısa süre sonra yeniden deneyin.");
}
