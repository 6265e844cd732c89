package emanet.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.register.Tenant.Contact;
import emanet.register.Tenant.Hosting;
import emanet.register.Tenant.TrustedIssuer;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.values.Role;
import emanet.values.TenantId;
import java.net.URI;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A tenant as JSON.
final class TenantDocument {
  private static final int MOST_CONTACTS = 50;
  private static final int MOST_ISSUERS = 10;
  private static final int LONGEST_ARN = 2048;
  private static final Period DISPOSAL = Period.ofMonths(6);
  private static final Set<Role> DEPLOYMENTS_OWN = Set.of(Role.ADMIN, Role.OPERATOR);
  private static final URI STAND_IN = URI.create("https://invalid");

  private TenantDocument() {}

  static Draft<Tenant> read(String id, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var tenant =
        new Tenant(
            new TenantId(id),
            reader.text("name", DocumentReader.LONGEST_NAME),
            reader.text("title", DocumentReader.LONGEST_NAME),
            reader.text("address", DocumentReader.LONGEST),
            reader.objects("contacts", 0, MOST_CONTACTS).stream()
                .map(TenantDocument::contact)
                .toList(),
            issuers(reader),
            reader.optionalText("kmsKeyArn", LONGEST_ARN),
            reader.optionalObject("hosting").map(TenantDocument::hosting),
            disposalInterval(reader),
            reader.optionalFlag("sample").orElse(false),
            reader
                .optionalObject("settings")
                .map(SettingsDocument::read)
                .orElse(Tenant.Settings.DEFAULT));
    return reader.draft(tenant);
  }

  private static Contact contact(DocumentReader sent) {
    var role = sent.choice("role", TenantDocument::duty, Contact.Duty.DPO);
    var email = formatted(sent, "email", FieldType.EMAIL);
    var phone = formatted(sent, "phone", FieldType.PHONE);
    if (email.isEmpty() && phone.isEmpty()) {
      sent.wrong("email", FieldCode.MISSING);
    }
    return new Contact(role, email, phone);
  }

  private static Optional<Contact.Duty> duty(String code) {
    return Codes.parse(Contact.Duty.values(), code);
  }

  private static Optional<String> formatted(DocumentReader sent, String name, FieldType type) {
    return sent.optionalAny(name)
        .map(text ->
            switch (type.checkCell(text)) {
              case Checked.Fit(JsonNode value, var _) -> value.textValue();
              case Checked.Unfit(var code) -> {
                sent.wrong(name, code);
                yield "";
              }
            });
  }

  private static List<TrustedIssuer> issuers(DocumentReader reader) {
    var sent = reader.optionalObjects("issuers", 0, MOST_ISSUERS).orElse(List.of());
    var names = new HashSet<String>();
    return sent.stream()
        .map(issuer -> {
          var read = issuer(issuer);
          if (!names.add(read.iss())) {
            issuer.wrong("iss", FieldCode.DUPLICATE);
          }
          return read;
        })
        .toList();
  }

  private static TrustedIssuer issuer(DocumentReader sent) {
    var roles = sent.choices("roles", Role::parse, 1);
    if (roles.stream().anyMatch(DEPLOYMENTS_OWN::contains)) {
      sent.wrong("roles", FieldCode.FORBIDDEN);
    }
    return new TrustedIssuer(
        sent.text("iss", DocumentReader.LONGEST_NAME),
        sent.value("jwksUri", Parse::address, STAND_IN),
        roles);
  }

  /// Keeping data somewhere goes on and on, so no occasional mechanism carries it.
  private static Hosting hosting(DocumentReader sent) {
    var mechanism = sent.choice("mechanism", TransferMechanism::parse, TransferMechanism.ADEQUACY);
    if (mechanism.occasional()) {
      sent.wrong("mechanism", FieldCode.UNSUITABLE);
    }
    return new Hosting(
        mechanism,
        sent.text("document", DocumentReader.LONGEST),
        sent.value("signedAt", Parse::date, LocalDate.EPOCH),
        sent.optionalValue("notifiedAt", Parse::date, LocalDate.EPOCH),
        sent.optionalValue("expiresAt", Parse::date, LocalDate.EPOCH));
  }

  private static Period disposalInterval(DocumentReader reader) {
    var interval = reader.optionalValue("disposalInterval", Parse::period, DISPOSAL);
    if (interval.filter(i -> !Periods.atMost(i, (int) DISPOSAL.toTotalMonths())).isPresent()) {
      reader.wrong("disposalInterval", FieldCode.RANGE);
    }
    return interval.orElse(DISPOSAL);
  }

  static ObjectNode write(Tenant tenant) {
    var document = JsonNodeFactory.instance.objectNode();
    document
        .put("name", tenant.name())
        .put("title", tenant.title())
        .put("address", tenant.address());
    var contacts = document.putArray("contacts");
    tenant
        .contacts()
        .forEach(contact -> {
          var entry = contacts.addObject().put("role", contact.role().name());
          contact.email().ifPresent(email -> entry.put("email", email));
          contact.phone().ifPresent(phone -> entry.put("phone", phone));
        });
    var issuers = document.putArray("issuers");
    tenant
        .issuers()
        .forEach(issuer -> {
          var entry = issuers.addObject().put("iss", issuer.iss());
          entry.put("jwksUri", issuer.jwksUri().toString());
          var roles = entry.putArray("roles");
          issuer.roles().stream().sorted().map(Role::label).forEach(roles::add);
        });
    tenant.kmsKeyArn().ifPresent(arn -> document.put("kmsKeyArn", arn));
    tenant.hosting().ifPresent(hosting -> write(hosting, document.putObject("hosting")));
    document.put("disposalInterval", tenant.disposalInterval().toString());
    document.put("sample", tenant.sample());
    document.set("settings", SettingsDocument.write(tenant.settings()));
    return document;
  }

  private static void write(Hosting hosting, ObjectNode document) {
    document
        .put("mechanism", hosting.mechanism().name())
        .put("document", hosting.document())
        .put("signedAt", hosting.signedAt().toString());
    hosting.notifiedAt().ifPresent(date -> document.put("notifiedAt", date.toString()));
    hosting.expiresAt().ifPresent(date -> document.put("expiresAt", date.toString()));
  }
}
