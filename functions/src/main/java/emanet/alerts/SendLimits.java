package emanet.alerts;

import emanet.values.TenantId;

/// How much may be sent.
public interface SendLimits {
  /// Units a second, over all tenants and Regions: what the account's channel takes.
  long aSecond(Channel channel);

  /// Units that a tenant may spend on a day of Istanbul.
  long aDay(TenantId tenant, Channel channel);
}
