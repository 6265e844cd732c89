package emanet.benchmarks.flow;

import emanet.benchmarks.House;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/// The requests that are measured, each spread over many people.
public final class Requests {
  /// An answer that never comes fails a run, and does not stop it. Records in one.
  static final int BATCH = 25;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI product;
  private final URI peers;
  private final String token;
  private final List<String> people;

  public Requests(URI product, URI peers, String token, List<String> people) {
    this.product = product;
    this.peers = peers;
    this.token = token;
    this.people = List.copyOf(people);
  }

  private String person(int number) {
    // a stride that meets every person before any a second time
    return people.get((int) ((number * 7919L) % people.size()));
  }

  private HttpRequest.Builder product(String path, String activity) {
    return HttpRequest.newBuilder(product.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Emanet-Activity", activity);
  }

  public IntFunction<HttpRequest> read() {
    return number -> product(House.recordPath(person(number)), House.ACTIVITY).GET().build();
  }

  IntFunction<HttpRequest> readMasked() {
    return number -> product(House.recordPath(person(number)), House.MASKED).GET().build();
  }

  public IntFunction<HttpRequest> write() {
    return number ->
        product(House.recordPath(person(number)), House.ACTIVITY)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(House.body(number)))
            .build();
  }

  IntFunction<HttpRequest> search() {
    return search(
        "{\"category\":\"contact\",\"field\":\"email\",\"value\":\"p%d@ornek.example\"}"
            ::formatted);
  }

  /// Searches.
  ///
  /// @param match what finds the person of a number, as JSON
  public IntFunction<HttpRequest> search(IntFunction<String> match) {
    return number ->
        product("/v1/subjects/search", House.ACTIVITY)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString("{\"match\":" + match.apply(number % people.size()) + "}"))
            .build();
  }

  IntFunction<HttpRequest> batch() {
    return number -> {
      var body = new StringBuilder("{\"items\":[");
      for (int i = 0; i < BATCH; i++) {
        body.append(i == 0 ? "" : ",")
            .append("{\"subject\":\"")
            .append(people.get((number * BATCH + i) % people.size()))
            .append("\",\"category\":\"file\",\"recordId\":\"main\",")
            .append(House.body(number + i).substring(1));
      }
      return product("/v1/records/batch", House.ACTIVITY)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body.append("]}").toString()))
          .build();
    };
  }

  /// @param peer `same`, `one` or `database`
  IntFunction<HttpRequest> read(String peer) {
    return number -> HttpRequest.newBuilder(at(peer, number)).timeout(PATIENCE).GET().build();
  }

  IntFunction<HttpRequest> write(String peer) {
    return number ->
        HttpRequest.newBuilder(at(peer, number))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(House.body(number)))
            .build();
  }

  private URI at(String peer, int number) {
    return peers.resolve("/" + peer + "/" + person(number));
  }
}
