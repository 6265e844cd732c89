package emanet.wiring;

import emanet.alerts.Carrier;
import emanet.alerts.Letter;
import emanet.alerts.SendId;
import emanet.alerts.WebhookSecrets;
import emanet.http.Outbound;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/// Calls webhooks, signed with the time of the call (docs/spec/webhooks-v1.md).
final class WebhookCarrier implements Carrier {
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int GONE = 410;

  private final Outbound outbound;
  private final WebhookSecrets secrets;
  private final InstantSource clock;

  WebhookCarrier(Outbound outbound, WebhookSecrets secrets, InstantSource clock) {
    this.outbound = outbound;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public Carried carry(TenantId tenant, SendId id, Letter letter) {
    if (!(letter instanceof Letter.Webhook(var url, var json, var signer))) {
      return new Carried.Impossible("CHANNEL");
    }
    var time = Long.toString(clock.instant().getEpochSecond());
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id.value());
    headers.put("webhook-timestamp", time);
    headers.put(
        "webhook-signature",
        secrets.signatures(tenant, signer, id.value() + "." + time + "." + json));
    var body = json.getBytes(StandardCharsets.UTF_8);
    return switch (outbound.post(url, headers, body)) {
      case Outbound.Posted.Answered(var status) -> answered(status);
      case Outbound.Posted.Forbidden _ -> new Carried.Impossible("ADDRESS_FORBIDDEN");
      case Outbound.Posted.Unreachable _ -> new Carried.Refused("UNREACHABLE");
      case Outbound.Posted.Unanswered _ -> new Carried.Unknown("NO_ANSWER");
    };
  }

  /// A redirect is an answer that says no: where it leads was checked by nobody.
  private static Carried answered(int status) {
    if (status >= OK && status < REDIRECT) {
      return new Carried.Taken();
    }
    return status == GONE
        ? new Carried.Impossible("STATUS_410")
        : new Carried.Refused("STATUS_" + status);
  }
}
