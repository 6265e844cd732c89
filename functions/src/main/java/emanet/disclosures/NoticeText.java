package emanet.disclosures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.alerts.Letter;
import emanet.disclosures.Notice.Means;
import emanet.register.Recipient;
import emanet.register.Title;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a recipient reads: the reference and the action, never who the person is.
final class NoticeText {
  private NoticeText() {}

  /// How a recipient is told: by its webhook where it has one, else by e-mail.
  static Means means(Optional<Recipient.Contact> contact) {
    if (contact.flatMap(Recipient.Contact::url).isPresent()) {
      return Means.WEBHOOK;
    }
    return contact.flatMap(Recipient.Contact::email).isPresent() ? Means.EMAIL : Means.TASK;
  }

  /// docs/spec/webhooks-v1.md says what is in it.
  static Letter webhook(URI url, Notice notice, Optional<String> reference) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(
        "type",
        switch (notice.deed()) {
          case RECTIFIED -> "data.rectified";
          case ERASED -> "data.erased";
        });
    json.put("notice", notice.id())
        .put("disclosure", notice.disclosure())
        .put("item", notice.index());
    reference.ifPresent(text -> json.put("reference", text));
    var categories = json.putArray("categories");
    notice.categories().stream().map(c -> c.value()).sorted().forEach(categories::add);
    json.put("at", notice.at().toString());
    return new Letter.Webhook(url, json.toString(), notice.recipient());
  }

  /// @param sender the tenant, by its name in law
  /// @param titles of the categories, by code
  static Letter email(
      String address,
      String sender,
      Notice notice,
      Optional<String> reference,
      Map<String, Title> titles) {
    var turkish =
        switch (notice.deed()) {
          case RECTIFIED -> "düzeltilmesi";
          case ERASED -> "silinmesi";
        };
    var english =
        switch (notice.deed()) {
          case RECTIFIED -> "rectification";
          case ERASED -> "erasure";
        };
    var subject =
        "Kişisel verilerin %s bildirimi / Notice of %s of personal data"
            .formatted(turkish, english);
    var lines =
        List.of(
            "%s tarafından size aktarılan, aşağıda referansı verilen kişisel verilerin %s gerekmektedir (KVKK m. 7 ve m. 11/1-f)."
                .formatted(sender, turkish),
            "Gereğini yapıp sonucu göndericiye bildiriniz.",
            "",
            "Personal data that %s passed on to you, under the reference below, is subject to %s (KVKK Art. 7 and 11/1-f)."
                .formatted(sender, english),
            "Please act on it and tell the sender when it is done.",
            "",
            "Bildirim / Notice: " + notice.id(),
            "Aktarım / Disclosure: " + notice.disclosure() + " (" + notice.index() + ")",
            "Referans / Reference: " + reference.orElse("-"),
            "Kategoriler / Categories: "
                + titles.values().stream()
                    .map(title -> title.tr() + " (" + title.en() + ")")
                    .collect(Collectors.joining(", ")));
    return new Letter.Email(address, subject, String.join("\n", lines) + "\n");
  }
}
