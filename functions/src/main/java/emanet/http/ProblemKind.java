package emanet.http;

import emanet.fault.Fault;

/// What a fault is to the outside: its stable name, its status, its texts. One exhaustive switch,
/// so that a fault without a mapping does not compile.
record ProblemKind(String slug, int status, Wording wording) {
  static ProblemKind of(Fault fault) {
    return switch (fault) {
      case Fault.Malformed(var reason, _) ->
          new ProblemKind(reason.slug(), 400, MalformationWording.of(reason));
      case Fault.Unauthenticated _ -> UNAUTHENTICATED;
      case Fault.Refused(var reason) ->
          new ProblemKind(reason.slug(), 403, RefusalWording.of(reason));
      case Fault.Absent _ -> ABSENT;
      case Fault.MethodNotAllowed _ -> METHOD;
      case Fault.Conflicting(var reason, _) ->
          new ProblemKind(reason.slug(), 409, ConflictWording.of(reason));
      case Fault.Erased _ -> ERASED;
      case Fault.Stale _ -> STALE;
      case Fault.TooLarge _ -> TOO_LARGE;
      case Fault.UnsupportedMediaType _ -> MEDIA_TYPE;
      case Fault.Invalid _ -> INVALID;
      case Fault.KeyReused _ -> KEY_REUSED;
      case Fault.TooMany _ -> TOO_MANY;
      // what was tampered with is for the ledger and the alarms, not for the caller
      case Fault.Tampered _ -> INTERNAL;
      case Fault.Internal _ -> INTERNAL;
      case Fault.Unavailable _ -> UNAVAILABLE;
    };
  }

  private static final ProblemKind UNAUTHENTICATED =
      new ProblemKind(
          "unauthenticated",
          401,
          new Wording(
              "Not authenticated",
              "The call carries no token, or one that proves nothing here.",
              "Kimlik doğrulanmadı",
              "Çağrıda belirteç yok ya da belirteç burada geçerli değil."));

  private static final ProblemKind ABSENT =
      new ProblemKind(
          "not-found",
          404,
          new Wording(
              "Not found",
              "There is nothing here under this address.",
              "Bulunamadı",
              "Bu adreste bir kayıt yok."));

  private static final ProblemKind METHOD =
      new ProblemKind(
          "method-not-allowed",
          405,
          new Wording(
              "Method not allowed",
              "This address does not take the method; Allow names those it takes.",
              "Yönteme izin verilmiyor",
              "Bu adres yöntemi kabul etmiyor; kabul ettikleri Allow başlığındadır."));

  private static final ProblemKind ERASED =
      new ProblemKind(
          "erased",
          410,
          new Wording(
              "Erased",
              "The data was erased and cannot be brought back.",
              "Silindi",
              "Veri silinmiştir ve geri getirilemez."));

  private static final ProblemKind STALE =
      new ProblemKind(
          "stale-version",
          412,
          new Wording(
              "Stale version",
              "If-Match or If-None-Match does not fit the current version.",
              "Eski sürüm",
              "If-Match ya da If-None-Match geçerli sürümle uyuşmuyor."));

  private static final ProblemKind TOO_LARGE =
      new ProblemKind(
          "body-too-large",
          413,
          new Wording(
              "Body too large",
              "The body is longer than this API takes.",
              "Gövde çok büyük",
              "Gövde, kabul edilen uzunluğu aşıyor."));

  private static final ProblemKind MEDIA_TYPE =
      new ProblemKind(
          "unsupported-media-type",
          415,
          new Wording(
              "Unsupported media type",
              "The body's media type or charset is not read here.",
              "Desteklenmeyen ortam türü",
              "Gövdenin ortam türü ya da karakter kümesi burada okunmuyor."));

  private static final ProblemKind INVALID =
      new ProblemKind(
          "invalid-values",
          422,
          new Wording(
              "Invalid values",
              "The request is well formed, and some of its values cannot be accepted.",
              "Geçersiz değerler",
              "İstek biçimce doğru, ancak bazı değerleri kabul edilemiyor."));

  private static final ProblemKind KEY_REUSED =
      new ProblemKind(
          "idempotency-key-reused",
          422,
          new Wording(
              "Idempotency key reused",
              "The Idempotency-Key was used before with another body.",
              "Idempotency anahtarı yeniden kullanıldı",
              "Idempotency-Key daha önce başka bir gövdeyle kullanılmış."));

  private static final ProblemKind TOO_MANY =
      new ProblemKind(
          "too-many-requests",
          429,
          new Wording(
              "Too many requests",
              "The budget for such calls is spent for now.",
              "Çok fazla istek",
              "Bu tür çağrılar için ayrılan hak şimdilik doldu."));

  private static final ProblemKind INTERNAL =
      new ProblemKind(
          "internal-error",
          500,
          new Wording(
              "Internal error",
              "The call failed here. It is logged under its request id.",
              "İç hata",
              "Çağrı burada başarısız oldu. İstek numarasıyla günlüğe yazıldı."));

  private static final ProblemKind UNAVAILABLE =
      new ProblemKind(
          "unavailable",
          503,
          new Wording(
              "Temporarily unavailable",
              "Something that is needed cannot be reached. Try again shortly.",
              "Geçici olarak kullanılamıyor",
              "Gerekli bir hizmete ulaşılamıyor. Kısa süre sonra yeniden deneyin."));
}
