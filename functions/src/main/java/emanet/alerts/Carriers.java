package emanet.alerts;

import emanet.values.TenantId;

/// Each channel's carrier, behind the one port.
public record Carriers(Carrier sns, Carrier email, Carrier webhooks) implements Carrier {
  @Override
  public Carried carry(TenantId tenant, SendId id, Letter letter) {
    return switch (letter.channel()) {
      case SMS, TOPIC -> sns.carry(tenant, id, letter);
      case EMAIL -> email.carry(tenant, id, letter);
      case WEBHOOK -> webhooks.carry(tenant, id, letter);
    };
  }
}
