package emanet.local.resilience;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.client.EdgeTokens;
import emanet.local.client.Http;
import emanet.local.client.Regions;
import emanet.local.client.RoamingApi;
import emanet.local.client.Tokens;
import emanet.local.client.Unreachable;
import emanet.local.machine.Machine;
import emanet.local.machine.MachineOptions;
import emanet.local.resilience.Client.Bearer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// One run: a machine of several Regions, clients, trouble, and the check of all that was seen.
public final class Trial {
  private static final int TENANTS = 3;
  private static final int PEOPLE = 30;
  private static final String OFFICER = "officer";
  private static final Duration ANSWERING = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// For taking everybody up before anything goes wrong.
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private static final int UNSERVED = 5;
  private static final Duration HEALTH = Duration.ofMillis(500);
  private static final Duration LIFE = Duration.ofSeconds(1);

  private final Order order;
  private final Machine machine;
  private final Regions regions;

  /// The clients', who go elsewhere soon.
  private final Http http = new Http(PATIENCE, ANSWERING);

  /// Of what is done before and after, and of tokens.
  private final Http calm = new Http(PATIENCE);

  private final Collection<Operation> history = new ConcurrentLinkedQueue<>();
  private final List<People> people = new ArrayList<>();
  private final Map<String, Tokens> officers = new HashMap<>();
  private volatile long end;

  /// What is to be run.
  ///
  /// @param told what is told of on the way, in lines
  public record Order(
      MachineOptions machine, long seed, int clients, Duration lasting, Consumer<String> told) {}

  private Trial(Order order, Machine machine) {
    this.order = order;
    this.machine = machine;
    this.regions = new Regions(machine.apis(), HEALTH);
  }

  /// Runs one.
  public static Result run(Order order) throws IOException, InterruptedException {
    try (var machine = Machine.start(order.machine())) {
      var trial = new Trial(order, machine);
      try {
        return trial.run();
      } finally {
        trial.regions.close();
        trial.http.close();
        trial.calm.close();
      }
    }
  }

  private Result run() throws IOException, InterruptedException {
    var dice = new SplittableRandom(order.seed());
    for (int i = 0; i < TENANTS; i++) {
      people.add(new People("tenant-" + i, PEOPLE));
      prepare("tenant-" + i);
    }
    var trouble = new Trouble(machine, regions, calm, dice.split(), order.told());
    order.told().accept("people are taken up");
    var clients = clients(dice);
    settle(clients.subList(0, TENANTS));
    end = System.nanoTime() + order.lasting().toNanos();
    long begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = clients.stream().map(client -> threads.submit(() -> traffic(client))).toList();
      try {
        trouble.until(end);
        await(running);
      } catch (IOException | RuntimeException | InterruptedException e) {
        end = System.nanoTime();
        var _ = threads.shutdownNow(); // whoever still waits for an answer need not
        throw e;
      }
    }
    long ended = System.nanoTime();
    order.told().accept("all is read once more, and the ledger");
    long calm = System.nanoTime();
    for (int i = 0; i < TENANTS; i++) {
      readAll(people.get(i), clients.get(i));
    }
    var aftermath = new Aftermath(this::officers, order.told());
    var certified = aftermath.certified(List.copyOf(history));
    var ledger = aftermath.ledger(people, actors());
    var seen = List.copyOf(history);
    var violations = Checker.check(seen, new Afterwards(calm, ledger, certified));
    return new Result(order, begun, ended, seen, trouble.phases(), violations);
  }

  private Void traffic(Client client) {
    while (System.nanoTime() < end) {
      client.next(() -> end);
    }
    return null;
  }

  /// Who is not served now is a violation; where many are not, the API is gone for good.
  private static void readAll(People own, Client client) {
    int unserved = 0;
    for (var subject : own.everybody()) {
      if (!client.read(subject) && ++unserved == UNSERVED) {
        throw new Unreachable("the API does not serve when all is quiet again");
      }
    }
  }

  private static void await(List<? extends Future<?>> running) throws InterruptedException {
    for (var one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed", e.getCause());
      }
    }
  }

  /// Every place of each tenant's people is taken before anything goes wrong.
  private void settle(List<Client> first) throws InterruptedException {
    long latest = System.nanoTime() + SETTLING.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var client : first) {
        running.add(
            threads.submit(() -> {
              for (int place = 0; place < PEOPLE; place++) {
                client.settle(place, () -> latest);
              }
            }));
      }
      await(running);
    }
  }

  private static String actor(int client) {
    return "client-" + client;
  }

  /// The names of all clients, by tenant.
  private Map<String, List<String>> actors() {
    var actors = new HashMap<String, List<String>>();
    for (int i = 0; i < order.clients(); i++) {
      actors
          .computeIfAbsent(people.get(i % TENANTS).tenant(), _ -> new ArrayList<>())
          .add(actor(i));
    }
    return actors;
  }

  /// Tenant by tenant, and near one Region or the other.
  private List<Client> clients(SplittableRandom dice) {
    var clients = new ArrayList<Client>();
    var homes = List.copyOf(machine.apis().keySet());
    for (int i = 0; i < order.clients(); i++) {
      var own = people.get(i % TENANTS);
      var others = people.get((i + 1) % TENANTS);
      var home = homes.get(i / TENANTS % homes.size());
      clients.add(
          new Client(
              new Bearer(
                  actor(i), roaming(home, tokens(Authority.of(own.tenant(), actor(i), "service")))),
              new Bearer(OFFICER, roaming(home, officer(own.tenant()))),
              own,
              others,
              dice.split(),
              history::add));
    }
    return clients;
  }

  private RoamingApi roaming(String home, Tokens tokens) {
    return new RoamingApi(http, regions, home, tokens, LIFE, PATIENCE);
  }

  private Tokens tokens(Authority authority) {
    return new EdgeTokens(calm, machine.aws().getPort(), authority);
  }

  private Tokens officer(String tenant) {
    return officers.computeIfAbsent(
        tenant, id -> tokens(Authority.of(id, OFFICER, "dpo").withMfa()));
  }

  private Api officers(String tenant) {
    return api(officer(tenant));
  }

  private Api api(Tokens tokens) {
    return new Api(calm, machine.apis().values().iterator().next(), tokens);
  }

  /// A tenant with the sample's activity, and with limits that the clients stay below.
  private void prepare(String tenant) throws IOException {
    var admin = api(tokens(Authority.of("platform", "admin-1", "admin").withMfa()));
    var settings = JsonNodeFactory.instance.objectNode();
    settings.put("name", tenant).put("title", tenant).put("address", "İstanbul");
    settings.putArray("contacts").addObject().put("role", "DPO").put("email", "dpo@ornek.example");
    settings.put("sample", true);
    settings
        .putObject("settings")
        .put("erasuresPerActorAndDay", 100_000)
        .put("searchesPerServiceAndHour", 10_000_000);
    expect(
        admin.persist(
            admin
                .call("PUT", "/v1/tenants/" + tenant)
                .with(settings.toString().getBytes(StandardCharsets.UTF_8))));
    var officer = officers(tenant);
    expect(
        officer.persist(
            officer
                .call("PUT", "/v1/activities/staff-administration")
                .with(sample("staff-administration"))));
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = Trial.class.getResourceAsStream("/emanet/sample/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the sample lacks " + name);
      }
      return in.readAllBytes();
    }
  }

  static void expect(Answer answer) {
    if (!answer.succeeded()) {
      throw new IllegalStateException("not prepared: " + answer.summary() + " " + answer.text());
    }
  }
}
