package emanet.alerts;

import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.store.Store;
import emanet.values.Randomness;
import java.time.InstantSource;

/// The room's parts, put together.
public record Alerts(Sends sends, Delivery delivery) {
  /// What the room needs.
  public record Needs(
      Store store,
      Keyring keyring,
      Envelope envelope,
      Carrier carrier,
      SendLimits limits,
      Randomness randomness,
      InstantSource clock) {}

  /// Both the queue and the worker.
  public static Alerts over(Needs needs) {
    var store = new SendStore(needs.store(), needs.randomness());
    var seal = new LetterSeal(needs.store(), needs.keyring(), needs.envelope());
    var allowance = new Allowance(needs.store(), needs.limits(), needs.clock());
    var delivery =
        new Delivery(store, seal, allowance, needs.carrier(), needs.randomness(), needs.clock());
    return new Alerts(new Sends(store, seal, needs.clock()), delivery);
  }

  /// The queue alone, for who never delivers.
  public static Sends sends(
      Store store, Keyring keyring, Envelope envelope, Randomness randomness, InstantSource clock) {
    return new Sends(
        new SendStore(store, randomness), new LetterSeal(store, keyring, envelope), clock);
  }
}
