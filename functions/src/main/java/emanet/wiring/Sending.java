package emanet.wiring;

import emanet.alerts.Alerts;
import emanet.alerts.AwsAccounts;
import emanet.alerts.AwsEmail;
import emanet.alerts.AwsSns;
import emanet.alerts.AwsTopics;
import emanet.alerts.Carriers;
import emanet.alerts.Delivery;
import emanet.alerts.Readiness;
import emanet.alerts.WebhookSecrets;
import emanet.breaches.ContactTopics;
import emanet.envelope.Envelope;
import emanet.http.OutboundSource;
import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.register.Tenant;
import emanet.register.Tenants;
import java.math.BigDecimal;
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
            new AwsSns(parts.cloud().sns(), environment.optional("EMANET_SMS_SENDER")),
            new AwsEmail(parts.cloud().ses(), environment.optional("EMANET_EMAIL_FROM")),
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

  /// Whether what would have to be sent could be. What it is asked of may be asked again.
  static Readiness readiness(Environment environment) {
    var needs =
        new Readiness.Needs(
            environment.optional("EMANET_SMS_SENDER").isPresent(),
            BigDecimal.valueOf(environment.number("EMANET_SMS_DOLLARS_A_MONTH", 1)),
            environment.optional("EMANET_EMAIL_FROM"),
            environment.number("EMANET_EMAILS_A_DAY", 1),
            environment.number("EMANET_EMAILS_PER_SECOND", 1));
    return new Readiness(
        new AwsAccounts(Clients.sns(environment), Clients.ses(environment)), needs);
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
        Late.of(() -> new AwsTopics(parts.cloud().sns(), environment.topicsUndelivered())),
        operator,
        environment.region(),
        parts.clock());
  }
}
