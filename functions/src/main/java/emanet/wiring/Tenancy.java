package emanet.wiring;

import emanet.http.Endpoint;
import emanet.http.FailureLog;
import emanet.http.Routes;
import emanet.keys.AwsKms;
import emanet.keys.TenantKeys;
import emanet.store.DynamoStore;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;

/// What a function that serves requests is made of, made anew for each tenant that it serves.
///
/// A tenant's rooms reach tables and keys by credentials that are good for that tenant alone
/// (`TenantSession`), and remember keys apart from other tenants'. Nothing is passed along a call
/// or hangs on its thread that says whose it is: objects that could reach another tenant's data are
/// not there. Which tenant's rooms answer is decided once, at the door, by who calls (`Endpoint`).
///
/// They are kept for a bounded number of tenants; the least recently served one's go first.
final class Tenancy {
  private static final int MOST = 256;

  private final Environment environment;
  private final Cloud cloud;
  private final DynamoStore tables;
  private final Parts own;
  private final Function<Parts, Routes> making;
  private final Serves serves;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();

  /// From the least to the most recently served. Guarded by `lock`.
  private final LinkedHashMap<TenantId, Rooms> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// By whose credentials calls of the deployment's own callers are served.
  enum Serves {
    /// By a session, as everybody's: they act for one tenant, which the path names, or for the
    /// deployment itself.
    TENANTS,
    /// By the function's own, where such a call acts on several tenants at once.
    DEPLOYMENT_ITSELF
  }

  private record Rooms(Parts parts, Routes routes) {}

  Tenancy(
      Environment environment, SdkHttpClient http, Serves serves, Function<Parts, Routes> making) {
    this(environment, http, serves, making, MOST);
  }

  Tenancy(
      Environment environment,
      SdkHttpClient http,
      Serves serves,
      Function<Parts, Routes> making,
      int most) {
    this.environment = environment;
    this.cloud = new Cloud(environment, http);
    var clock = ClockSource.of(environment);
    this.tables = cloud.tables(clock);
    this.own = Parts.of(environment, cloud, tables, clock);
    this.serves = serves;
    this.making = making;
    this.most = most;
  }

  /// The function's endpoint.
  Endpoint endpoint() {
    return new Endpoint(
        making.apply(own), this::routes, own.clock(), own.ids(), FailureLog.standard());
  }

  /// The tables as the deployment itself sees them.
  Store store() {
    return parts(Caller.PLATFORM).store();
  }

  /// Makes the clients of AWS that a first request would wait for. They hold neither keys nor, but
  /// for what their environment gives, credentials.
  void prepare() {
    var _ = cloud.dynamo();
    var _ = cloud.sts();
    var _ = cloud.kms();
  }

  /// Drops every tenant's credentials and keys. Called before a snapshot is taken: it must hold
  /// none.
  void forget() {
    lock.lock();
    try {
      kept.values().forEach(rooms -> rooms.parts().tenants().clear());
      kept.clear();
      own.tenants().clear();
    } finally {
      lock.unlock();
    }
  }

  private Routes routes(TenantId tenant) {
    lock.lock();
    try {
      var rooms = kept.computeIfAbsent(tenant, this::made);
      while (kept.size() > most) {
        var eldest = kept.pollFirstEntry();
        // who is at it goes on: keys that are in use are dropped by their last user
        eldest.getValue().parts().tenants().clear();
      }
      return rooms.routes();
    } finally {
      lock.unlock();
    }
  }

  int remembered() {
    lock.lock();
    try {
      return kept.size();
    } finally {
      lock.unlock();
    }
  }

  private Rooms made(TenantId tenant) {
    var parts = parts(tenant);
    return new Rooms(parts, making.apply(parts));
  }

  private Parts parts(TenantId tenant) {
    if (serves == Serves.DEPLOYMENT_ITSELF && tenant.equals(Caller.PLATFORM)) {
      return own;
    }
    var session =
        new TenantSession(
            cloud::sts, environment.dataRole(), tenant, own.randomness(), own.clock());
    var store = tables.by(new TenantTables(cloud.dynamo(), session));
    var kms = new AwsKms(new TenantMaster(cloud.kms(), session), environment.kmsKey());
    var keys = new TenantKeys(store, kms, own.randomness(), own.clock());
    return Parts.of(environment, cloud, store, keys, own.clock());
  }
}
