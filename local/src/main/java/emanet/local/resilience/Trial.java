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
import emanet.local.machine.Machine;
import emanet.local.machine.MachineOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final Duration ANSWERING = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
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
      } catch (IOException | RuntimeException e) {
        end = 0;
        throw e;
      }
      await(running);
    }
    long ended = System.nanoTime();
    order.told().accept("all is read once more, and the ledger");
    for (int i = 0; i < TENANTS; i++) {
      var own = people.get(i);
      own.everybody().forEach(clients.get(i)::read);
    }
    var entries = new HashMap<String, Set<String>>();
    for (var own : people) {
      own.everybody().forEach(subject -> entries.put(subject, entries(own.tenant(), subject)));
    }
    var seen = List.copyOf(history);
    return new Result(order, begun, ended, seen, trouble.phases(), Checker.check(seen, entries));
  }

  private Void traffic(Client client) throws InterruptedException {
    while (System.nanoTime() < end) {
      client.next();
    }
    return null;
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
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var client : first) {
        running.add(
            threads.submit(() -> {
              for (int place = 0; place < PEOPLE; place++) {
                client.settle(place);
              }
            }));
      }
      await(running);
    }
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
              roaming(home, tokens(Authority.of(own.tenant(), "client-" + i, "service"))),
              roaming(home, officer(own.tenant())),
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
        tenant, id -> tokens(Authority.of(id, "officer", "dpo").withMfa()));
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
    var officer = api(officer(tenant));
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

  private static void expect(Answer answer) {
    if (!answer.succeeded()) {
      throw new IllegalStateException("not prepared: " + answer.summary() + " " + answer.text());
    }
  }

  /// The entries of a person's ledger that stand for something shown or done.
  private Set<String> entries(String tenant, String subject) {
    var officer = api(officer(tenant));
    var ids = new HashSet<String>();
    var cursor = "";
    do {
      var path = "/v1/ledger/entries?limit=100&subject=" + subject + cursor;
      var page = officer.persist(officer.call("GET", path));
      expect(page);
      page.json()
          .path("items")
          .forEach(entry -> {
            if (entry.path("done").asBoolean()) {
              ids.add(entry.path("id").asText());
            }
          });
      cursor = page.json().path("nextCursor").asText();
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
    } while (!cursor.isEmpty());
    return ids;
  }
}
