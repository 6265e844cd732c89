package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import java.util.Optional;
import java.util.regex.Pattern;

/// A recipient as JSON.
final class RecipientDocument {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,63}");

  private RecipientDocument() {}

  /// The id, if it is of its shape.
  static Optional<String> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  static Draft<Recipient> read(String id, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var recipient =
        new Recipient(
            id,
            reader.text("title", DocumentReader.LONGEST_NAME),
            reader.choice("group", RecipientGroup::parse, RecipientGroup.OTHER),
            reader.choice("country", Parse::country, "TR"),
            reader.optionalText("contract", DocumentReader.LONGEST),
            reader.optionalChoice(
                "mechanism", TransferMechanism::parse, TransferMechanism.ADEQUACY),
            reader.optionalValue("signedAt", Parse::date, java.time.LocalDate.EPOCH),
            reader.optionalValue("notifiedAt", Parse::date, java.time.LocalDate.EPOCH),
            reader.optionalValue("expiresAt", Parse::date, java.time.LocalDate.EPOCH),
            contact(reader.object("notify")));
    return reader.draft(recipient);
  }

  private static Recipient.Contact contact(DocumentReader sent) {
    var email = sent.optionalAny("email");
    email.ifPresent(address -> {
      if (FieldType.EMAIL.checkCell(address) instanceof Checked.Unfit(var code)) {
        sent.wrong("email", code);
      }
    });
    var url = sent.optionalValue("url", Parse::address, java.net.URI.create("https://invalid"));
    if (email.isEmpty() && url.isEmpty()) {
      sent.wrong("email", FieldCode.MISSING);
    }
    return new Recipient.Contact(email, url);
  }

  static ObjectNode write(Recipient recipient) {
    var document = JsonNodeFactory.instance.objectNode();
    document
        .put("title", recipient.title())
        .put("group", recipient.group().name())
        .put("country", recipient.country());
    recipient.contract().ifPresent(contract -> document.put("contract", contract));
    recipient.mechanism().ifPresent(mechanism -> document.put("mechanism", mechanism.name()));
    recipient.signedAt().ifPresent(date -> document.put("signedAt", date.toString()));
    recipient.notifiedAt().ifPresent(date -> document.put("notifiedAt", date.toString()));
    recipient.expiresAt().ifPresent(date -> document.put("expiresAt", date.toString()));
    var notify = document.putObject("notify");
    recipient.contact().email().ifPresent(email -> notify.put("email", email));
    recipient.contact().url().ifPresent(url -> notify.put("url", url.toString()));
    return document;
  }
}
