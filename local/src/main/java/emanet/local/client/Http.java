package emanet.local.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Sends calls, once or until they are served.
public final class Http implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /// Longer than the gateway's own limit of 29 s.
  private static final Duration ANSWERING = Duration.ofSeconds(35);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final HttpClient plain = builder().sslContext(trustingNobody()).build();
  private final AtomicReference<@Nullable HttpClient> secure = new AtomicReference<>();
  private final Duration patience;
  private final Duration answering;
  private final Random jitter = new Random();

  /// @param patience how long `persist` tries
  public Http(Duration patience) {
    this(patience, ANSWERING);
  }

  /// @param patience how long `persist` tries
  /// @param answering how long one try waits for its answer
  public Http(Duration patience, Duration answering) {
    this.patience = patience;
    this.answering = answering;
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECTING)
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  /// For calls without TLS: reading the machine's store of authorities takes longer than many a
  /// command does.
  private static SSLContext trustingNobody() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpClient client(URI uri) {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return plain;
    }
    var made = secure.updateAndGet(client -> client == null ? builder().build() : client);
    return Objects.requireNonNull(made);
  }

  /// Sends once.
  ///
  /// @throws Unreachable if there was no answer, or can be none
  public Answer send(Call call) {
    try {
      return exchange(call);
    } catch (IOException e) {
      throw unreachable(call.uri(), e);
    }
  }

  /// Sends until it is served, for a call that may be done twice without harm: again after 429,
  /// 502, 503, 504, a broken connection, or no answer, as late as `Retry-After` asks.
  ///
  /// @throws Unreachable if it was not served in all that time, or never can be
  public Answer persist(Call call) {
    long end = System.nanoTime() + patience.toNanos();
    var pause = SHORTEST_PAUSE;
    while (true) {
      Optional<IOException> failure = Optional.empty();
      Optional<Answer> answer = Optional.empty();
      try {
        answer = Optional.of(exchange(call));
        if (!passing(answer.get())) {
          return answer.get();
        }
      } catch (IOException e) {
        failure = Optional.of(e);
      }
      var wait = longer(SHORTEST_PAUSE, answer.flatMap(Http::retryAfter).orElse(pause));
      if (System.nanoTime() + wait.toNanos() > end) {
        throw failure
            .map(e -> unreachable(call.uri(), e))
            .orElse(new Unreachable("not served: " + answer.map(Answer::summary).orElse("")));
      }
      sleep(wait);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  @Override
  public void close() {
    plain.shutdownNow();
    Optional.ofNullable(secure.get()).ifPresent(HttpClient::shutdownNow);
  }

  private Answer exchange(Call call) throws IOException {
    var publisher =
        call.body()
            .map(b -> BodyPublishers.ofByteArray(b.content()))
            .orElse(BodyPublishers.noBody());
    var request =
        HttpRequest.newBuilder(call.uri()).timeout(answering).method(call.method(), publisher);
    call.headers().forEach(request::setHeader);
    try {
      var response = client(call.uri()).send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IllegalArgumentException e) {
      throw new Unreachable("no answer from " + place(call.uri()) + ": there is no such port", e);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// A conflict that names a time is with an earlier try of the same call, which still runs.
  static boolean passing(Answer answer) {
    return switch (answer.status()) {
      case TOO_MANY, BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT -> true;
      case CONFLICT -> retryAfter(answer).isPresent();
      default -> false;
    };
  }

  private static Optional<Duration> retryAfter(Answer answer) {
    return answer
        .header("Retry-After")
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  /// Up to half of the pause is added, so that those who failed together do not return together.
  private void sleep(Duration pause) {
    try {
      Thread.sleep(pause.plusMillis(jitter.nextLong(pause.toMillis() / 2 + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
  }

  private static Unreachable unreachable(URI uri, IOException e) {
    var hint = e instanceof ConnectException ? " (is `./emanet local` running?)" : "";
    return new Unreachable("no answer from " + place(uri) + hint, e);
  }

  private static String place(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
