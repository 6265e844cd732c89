package emanet.wiring;

import emanet.alerts.Alerts;
import emanet.alerts.AwsEmail;
import emanet.alerts.AwsSns;
import emanet.alerts.AwsTopics;
import emanet.alerts.Carriers;
import emanet.alerts.Delivery;
import emanet.alerts.WebhookSecrets;
import emanet.breaches.ContactTopics;
import emanet.envelope.Envelope;
import emanet.http.OutboundSource;
import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.register.Tenant;
import emanet.register.Tenants;
import java.util.Optional;

/// What leaves the house.
final class Sending {
  private Sending() {}

  /// Delivers by every channel.
  static Delivery delivery(Parts parts, Tenants tenants) {
    var environment = parts.environment();
    var secrets = new WebhookSecrets(parts.store(), new Macs(parts.tenants()), parts.clock());
    var carriers =
        new Carriers(
            new AwsSns(Clients.sns(environment), environment.optional("EMANET_SMS_SENDER")),
            new AwsEmail(Clients.ses(environment), environment.optional("EMANET_EMAIL_FROM")),
            new WebhookCarrier(
                OutboundSource.load(environment.variables()), secrets, parts.clock()));
    return Alerts.over(
            new Alerts.Needs(
                parts.store(),
                new Keyring(parts.store(), parts.tenants(), parts.randomness()),
                new Envelope(),
                carriers,
                new DeploymentSendLimits(environment, tenants),
                parts.randomness(),
                parts.clock()))
        .delivery();
  }

  /// Tenants' topics, in this Region.
  static ContactTopics topics(Parts parts, Tenants tenants) {
    var environment = parts.environment();
    var email = environment.optional("EMANET_OPERATOR_EMAIL");
    var phone = environment.optional("EMANET_OPERATOR_PHONE");
    var operator =
        Optional.of(new Tenant.Contact(Tenant.Contact.Duty.SECURITY, email, phone))
            .filter(_ -> email.isPresent() || phone.isPresent());
    return new ContactTopics(
        parts.store(),
        tenants,
        Late.of(() -> new AwsTopics(Clients.sns(environment))),
        operator,
        environment.region(),
        parts.clock());
  }
}
