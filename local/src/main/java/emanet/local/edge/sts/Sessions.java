package emanet.local.edge.sts;

import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Call;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions of assumed roles, by access key. Any other access key is the administrator's.
public final class Sessions {
  /// What access keys of sessions start with, in AWS too.
  static final String PREFIX = "ASIA";

  private final InstantSource clock = InstantSource.system();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  void begin(String accessKey, Session session) {
    sessions.values().removeIf(old -> old.expires().isBefore(clock.instant()));
    sessions.put(accessKey, session);
  }

  InstantSource clock() {
    return clock;
  }

  /// Nothing for the administrator. Throws for a session that is over, or that never was.
  ///
  /// This is where what a role's policies forbid is to be refused, once roles have any here.
  public Optional<Session> of(Call call) {
    if (!call.accessKey().startsWith(PREFIX)) {
      return Optional.empty();
    }
    var session = sessions.get(call.accessKey());
    if (session == null) {
      throw new AwsFailure(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (session.expires().isBefore(clock.instant())) {
      throw new AwsFailure(
          403, "ExpiredTokenException", "The security token included in the request is expired");
    }
    return Optional.of(session);
  }
}
