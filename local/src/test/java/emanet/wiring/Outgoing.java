package emanet.wiring;

import emanet.alerts.Alerts;
import emanet.alerts.Carrier;
import emanet.alerts.Channel;
import emanet.alerts.Delivery;
import emanet.alerts.SendLimits;
import emanet.alerts.Sends;
import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.local.Stack;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The room of sends on a stack, with a clock, limits and a carrier of its own.
public final class Outgoing {
  private final Parts parts;
  private final InstantSource clock;
  public final Map<Channel, AtomicLong> aSecond = new ConcurrentHashMap<>();
  public final Map<Channel, AtomicLong> aDay = new ConcurrentHashMap<>();

  public Outgoing(Stack stack, InstantSource clock) {
    this.parts =
        Parts.of(
            new Environment(
                Map.of(
                    "AWS_REGION", Stack.HOME,
                    "AWS_ENDPOINT_URL", stack.edge().toString(),
                    "AWS_ACCESS_KEY_ID", "test",
                    "AWS_SECRET_ACCESS_KEY", "test",
                    "EMANET_KMS_KEY", "alias/emanet")));
    this.clock = clock;
  }

  public Sends sends() {
    return Alerts.sends(parts.store(), keyring(), new Envelope(), parts.randomness(), clock);
  }

  /// A worker, as one process of its own.
  public Delivery worker(Carrier carrier) {
    return Alerts.over(
            new Alerts.Needs(
                parts.store(),
                keyring(),
                new Envelope(),
                carrier,
                limits(),
                parts.randomness(),
                clock))
        .delivery();
  }

  public Store store() {
    return parts.store();
  }

  public Keyring keyring() {
    return new Keyring(parts.store(), parts.tenants(), parts.randomness());
  }

  private SendLimits limits() {
    return new SendLimits() {
      @Override
      public long aSecond(Channel channel) {
        return value(aSecond, channel);
      }

      @Override
      public long aDay(TenantId tenant, Channel channel) {
        return value(aDay, channel);
      }
    };
  }

  private static long value(Map<Channel, AtomicLong> limits, Channel channel) {
    return limits.computeIfAbsent(channel, _ -> new AtomicLong(1_000_000)).get();
  }
}
