package emanet.alerts;

import java.util.Set;

/// Topics that people and systems subscribe to.
public interface Topics {
  /// Where a person is reached.
  ///
  /// @param channel `EMAIL` or `SMS`
  /// @param address an e-mail address, or a number as E.164 has it
  record Endpoint(Channel channel, String address) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /// A topic that is there.
  ///
  /// @param unconfirmed those who have not confirmed their subscription, or could not be
  ///   subscribed: a message to the topic does not reach them
  record Ready(String arn, Set<Endpoint> unconfirmed) {
    public Ready {
      unconfirmed = Set.copyOf(unconfirmed);
    }
  }

  /// Makes the topic where there is none, and has just these subscribe to it by e-mail and SMS.
  /// Other subscriptions, such as to an HTTPS address, stay as they are. The same again is the
  /// same; safe to stop anywhere.
  ///
  /// @throws emanet.fault.FaultException `Unavailable`
  Ready ready(String name, Set<Endpoint> subscribers);
}
