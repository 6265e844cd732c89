package emanet.local.edge.sts;

import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions of assumed roles, by access key. Any other access key is the administrator's.
public final class Sessions {
  /// What access keys of sessions start with, in AWS too.
  static final String PREFIX = "ASIA";

  private static final String TOKEN = "X-Amz-Security-Token";

  private final InstantSource clock = InstantSource.system();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  void begin(String accessKey, Session session) {
    sessions.values().removeIf(old -> old.expires().isBefore(clock.instant()));
    sessions.put(accessKey, session);
  }

  /// Ends all that are on, as their time does.
  public void expire() {
    sessions.replaceAll((_, session) ->
        new Session(
            session.role(), session.name(), session.tags(), session.token(), Instant.EPOCH));
  }

  InstantSource clock() {
    return clock;
  }

  /// The session that a call is made in, whether or not it is still on.
  public Optional<Session> known(Call call) {
    return Optional.ofNullable(sessions.get(call.accessKey()));
  }

  /// Nothing for the administrator. Throws for a session that is over, or that never was.
  public Optional<Session> of(Call call) {
    if (!call.accessKey().startsWith(PREFIX)) {
      return Optional.empty();
    }
    var session = sessions.get(call.accessKey());
    if (session == null || !session.token().equals(token(call))) {
      throw new AwsFailure(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (session.expires().isBefore(clock.instant())) {
      throw new AwsFailure(
          403, "ExpiredTokenException", "The security token included in the request is expired");
    }
    return Optional.of(session);
  }

  private static String token(Call call) {
    return call.header(TOKEN).orElseGet(() -> call.parameters().getOrDefault(TOKEN, ""));
  }
}
