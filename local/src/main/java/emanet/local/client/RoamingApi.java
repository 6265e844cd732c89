package emanet.local.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The API for a client that goes where a name leads: to the nearest Region, or to another one
/// while that is not well. What it was told it believes for a while, as resolvers do.
public final class RoamingApi {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Http http;
  private final Regions regions;
  private final String home;
  private final Tokens tokens;
  private final Duration life;
  private final Duration patience;
  private Optional<URI> told = Optional.empty();
  private long toldAt;

  /// @param life how long an address is believed (a record's TTL)
  /// @param patience how long a call is tried
  public RoamingApi(
      Http http, Regions regions, String home, Tokens tokens, Duration life, Duration patience) {
    this.http = http;
    this.regions = regions;
    this.home = home;
    this.tokens = tokens;
    this.life = life;
    this.patience = patience;
  }

  /// What became of a call.
  ///
  /// @param answer nothing where nobody served it in all that time: it may have been done all the
  ///   same
  /// @param failures what each try before came to: a status, or 0 where nobody answered
  public record Served(Optional<Answer> answer, List<Integer> failures) {
    public Served {
      failures = List.copyOf(failures);
    }
  }

  /// Sends a call that may be done twice without harm until it is served. A 500 is an answer: it
  /// says that something is broken, which is not to be hidden by what another try comes to.
  public Served persist(Function<Api, Call> call) {
    long end = System.nanoTime() + patience.toNanos();
    var pause = SHORTEST_PAUSE;
    var failures = new ArrayList<Integer>();
    while (true) {
      var answer = once(call);
      if (answer.isPresent() && !Http.passing(answer.get())) {
        return new Served(answer, failures);
      }
      failures.add(answer.map(Answer::status).orElse(0));
      if (System.nanoTime() + pause.toNanos() > end) {
        return new Served(Optional.empty(), failures);
      }
      sleep(pause);
      var longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  private Optional<Answer> once(Function<Api, Call> call) {
    var api = new Api(http, address(), tokens);
    try {
      return Optional.of(api.send(call.apply(api)));
    } catch (Unreachable _) {
      return Optional.empty();
    }
  }

  private synchronized URI address() {
    long now = System.nanoTime();
    if (told.isEmpty() || now - toldAt > life.toNanos()) {
      told = Optional.of(regions.nearest(home));
      toldAt = now;
    }
    return told.get();
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
  }
}
