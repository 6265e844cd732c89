package emanet.notices;

import emanet.fault.FieldCode;
import emanet.register.NoticeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a text of a kind must say, as far as words tell. For a privacy notice the parts are the
/// law's (Art. 10; communiqué on the duty to inform, 30356, Art. 4 and 5): a text without one of
/// them is refused. For other kinds a gap is a warning.
///
/// It finds the words of a part, in Turkish and English, in any of their forms. It cannot know
/// whether what they say is right: that is for counsel.
final class NoticeLint {
  private static final Locale TURKISH = Locale.forLanguageTag("tr");
  private static final Pattern SPACE = Pattern.compile("[\\s*_#>]+");

  /// A part that a text must have.
  private record Part(FieldCode gap, Pattern turkish, Pattern english) {
    boolean isIn(String language, String text) {
      return (language.equals("en") ? english : turkish).matcher(text).find();
    }
  }

  private static Part part(FieldCode gap, String turkish, String english) {
    return new Part(gap, compiled(turkish), compiled(english));
  }

  /// Word boundaries of all letters, the Turkish ones among them.
  private static Pattern compiled(String expression) {
    return Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /// Art. 10/1-a: who the controller is, and its representative.
  private static final Part CONTROLLER =
      part(FieldCode.NO_CONTROLLER, "veri sorumlu(?!luğu)", "\\b(data )?controller\\b");

  /// Art. 10/1-b.
  private static final Part PURPOSES = part(FieldCode.NO_PURPOSES, "\\bama[cç]", "\\bpurposes?\\b");

  /// Art. 10/1-c: to whom it may be passed on, and why.
  private static final Part RECIPIENTS =
      part(
          FieldCode.NO_RECIPIENTS,
          "\\baktar|\\bpaylaş|\\balıcı grup",
          "\\brecipients?\\b|\\btransfer|\\bshare[ds]?\\b|\\bdisclos");

  /// Art. 10/1-ç: how it is collected.
  private static final Part METHOD =
      part(
          FieldCode.NO_METHOD,
          "\\byöntem|\\botomatik (olan|olmayan|olarak|yol)|\\b(yol|kanal|vasıta|form)\\p{L}*"
              + " (ile|aracılığıyla|üzerinden|vasıtasıyla|toplan|elde)",
          "\\bmethods?\\b|\\bautomated means\\b|\\bcollected (through|by|via)\\b");

  /// Art. 10/1-ç: on which legal basis.
  private static final Part BASIS =
      part(
          FieldCode.NO_LEGAL_BASIS,
          "\\bhukuki (sebep|sebeb|dayana|gerekçe)|\\bişleme şart|\\b[56](/\\d|['’.]?\\p{L}*"
              + " madde)|\\bmadde(si|nin)? [56]\\b",
          "\\blegal (basis|bases|ground|reason)|\\barticles? [56]\\b");

  /// Art. 10/1-d: the rights of Art. 11.
  private static final Part RIGHTS =
      part(
          FieldCode.NO_RIGHTS,
          "\\b11\\s?['’.]?\\s?\\p{L}*\\s?madde|\\bmadde\\p{L}* 11\\b|\\bilgili kişi\\p{L}*"
              + " hak|\\bhaklar(ınız|a sahip|ı)",
          "\\b(article|art\\.?) 11\\b|\\byour rights\\b|\\brights of the data subject\\b");

  /// A declaration to be made, or a demand for one: consent is asked for apart from the notice, and
  /// going on is never consent.
  private static final Part ASKING =
      part(
          FieldCode.ASKS_CONSENT,
          "\\b(açık )?rıza\\p{L}* (veriyor|gösteriyor|beyan ed|istenmekte|talep"
              + " (ed|ol)|rica|vermeniz|vermekte)|\\brıza\\p{L}* (vermiş|göstermiş|kabul etmiş)"
              + " (ol|say)|\\b(kabul|onay|muvafakat|izin) (ediyor|veriyor|etmiş sayıl|vermiş"
              + " sayıl|etmiş olur|vermiş olur)|\\bonaylıyor|\\brıza (metni|beyanı)nı"
              + " (onayla|imzala|kabul)|\\bkullanmaya devam\\p{L}*,? .{0,80}(kabul|rıza|onay)",
          "\\bi (hereby )?(consent|agree|accept|give my consent)"
              + "|\\b(give|provide) (us )?your (explicit )?consent|\\bwe ask (for )?your consent"
              + "|\\bcontinu\\p{L}+ .{0,80}(consent|accept|agree)");

  private static final Part CONSENT = part(FieldCode.NO_CONSENT, "\\brıza", "\\bconsent");

  private static final Part WITHDRAWAL =
      part(FieldCode.NO_WITHDRAWAL, "\\bgeri (al|çek)|\\biptal|\\bvazgeç", "\\bwithdraw|\\brevok");

  private static final Part COOKIE_TYPES =
      part(
          FieldCode.NO_COOKIE_TYPES,
          "\\b(zorunlu|işlevsel|fonksiyonel|analitik|analiz|performans|pazarlama|reklam)",
          "\\b(necessary|functional|analytic|performance|marketing|advertising)");

  private static final Part COOKIE_LIFE =
      part(
          FieldCode.NO_PERIOD,
          "\\boturum|\\bkalıcı|\\bsüre(si|li|yle|ler)?\\b",
          "\\bsession\\b|\\bpersistent\\b|\\bduration|\\bperiods?\\b");

  private static final Part REFUSAL =
      part(
          FieldCode.NO_REFUSAL,
          "\\breddet|\\bengelle|\\btercih|\\bdevre dışı|\\bsil(e|in|me)",
          "\\brefus|\\breject|\\bdisabl|\\bblock|\\bpreferences?\\b|\\bdelet");

  private static final Part PERIODS =
      part(FieldCode.NO_PERIOD, "\\bsaklama süre|\\bsüre", "\\bretention period|\\bperiods?\\b");

  private static final Part DISPOSAL =
      part(
          FieldCode.NO_DISPOSAL,
          "\\bimha|\\byok (et|edil)|\\banonim",
          "\\bdestr(oy|uction)|\\bdispos|\\banonym|\\beras");

  private static final List<Part> TOLD =
      List.of(CONTROLLER, PURPOSES, RECIPIENTS, METHOD, BASIS, RIGHTS);

  private final List<Part> parts;
  private final boolean asksNothing;

  /// @param asksNothing whether a text of the kind must not ask for consent
  private NoticeLint(List<Part> parts, boolean asksNothing) {
    this.parts = parts;
    this.asksNothing = asksNothing;
  }

  static NoticeLint of(NoticeKind kind) {
    return switch (kind) {
      case PRIVACY_NOTICE, PRIVACY_POLICY -> new NoticeLint(TOLD, true);
      case EXPLICIT_CONSENT ->
          new NoticeLint(List.of(CONTROLLER, PURPOSES, CONSENT, WITHDRAWAL), false);
      case COOKIE_POLICY ->
          new NoticeLint(List.of(CONTROLLER, PURPOSES, COOKIE_TYPES, COOKIE_LIFE, REFUSAL), true);
      case RETENTION_POLICY -> new NoticeLint(List.of(PERIODS, DISPOSAL), false);
    };
  }

  /// What is wrong with a text, in the order of the law. A language that it does not know is not
  /// judged: the Turkish version before it was.
  List<FieldCode> lacks(String language, String body) {
    if (!language.equals("tr") && !language.equals("en")) {
      return List.of();
    }
    var locale = language.equals("tr") ? TURKISH : Locale.ENGLISH;
    var text = SPACE.matcher(body.toLowerCase(locale)).replaceAll(" ");
    var found = new ArrayList<FieldCode>();
    for (var part : parts) {
      if (!part.isIn(language, text)) {
        found.add(part.gap());
      }
    }
    if (asksNothing && ASKING.isIn(language, text)) {
      found.add(FieldCode.ASKS_CONSENT);
    }
    return found;
  }
}
