package emanet.breaches;

import emanet.alerts.Channel;
import emanet.alerts.Topics;
import emanet.alerts.Topics.Endpoint;
import emanet.register.Filed;
import emanet.register.Tenant;
import emanet.register.Tenants;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A tenant's topic for breaches, in each Region: its contacts subscribe to it, and whoever
/// operates this deployment, so that either side's notice reaches both.
///
/// Addresses have to confirm a subscription by e-mail, so the topic is made before it is needed and
/// kept up with the tenant's document; once a day those are asked again who let it lapse.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | kept up | `T#<tenant>#TOPIC` | the Region | `version` N, of the tenant's document, 0 once its contract has ended; `at` N, ms; `since` N, ms, with version 0 |
public final class ContactTopics {
  private static final Duration FRESH = Duration.ofDays(1);

  /// Longer than a subscription waits to be confirmed (SNS: three days).
  private static final Duration LAPSED = Duration.ofDays(7);

  /// No document has it: they count from 1.
  private static final long ENDED = 0;

  private static final String VERSION = "version";
  private static final String SINCE = "since";
  private static final String AT = "at";

  private final Store store;
  private final Tenants tenants;
  private final Supplier<Topics> topics;
  private final Optional<Tenant.Contact> operator;
  private final String region;
  private final InstantSource clock;

  /// @param operator who operates this deployment
  public ContactTopics(
      Store store,
      Tenants tenants,
      Supplier<Topics> topics,
      Optional<Tenant.Contact> operator,
      String region,
      InstantSource clock) {
    this.store = store;
    this.tenants = tenants;
    this.topics = topics;
    this.operator = operator;
    this.region = region;
    this.clock = clock;
  }

  /// The tenant's contacts, then the deployment's.
  List<Tenant.Contact> contacts(TenantId tenant) {
    var all = new ArrayList<>(tenants.contacts(tenant));
    operator.ifPresent(all::add);
    return all;
  }

  /// The topic, with whoever is to be told by it now.
  Topics.Ready ready(TenantId tenant) {
    var endpoints = new HashSet<Endpoint>();
    contacts(tenant)
        .forEach(contact -> {
          contact.email().map(a -> new Endpoint(Channel.EMAIL, a)).ifPresent(endpoints::add);
          contact.phone().map(p -> new Endpoint(Channel.SMS, p)).ifPresent(endpoints::add);
        });
    return topics.get().ready(name(tenant), endpoints);
  }

  /// Takes everybody off the topic of a tenant whose contract has ended, every day for a week: who
  /// has not confirmed by then cannot confirm any more.
  public void letGo(TenantId tenant) {
    var key = new Key(Table.REGISTER, "T#" + tenant + "#TOPIC", region);
    var now = clock.instant();
    var noted = store.read(key).filter(item -> item.number(VERSION) == ENDED);
    long since = noted.map(item -> item.number(SINCE)).orElse(now.toEpochMilli());
    long at = noted.map(item -> item.number(AT)).orElse(0L);
    boolean over = at - since >= LAPSED.toMillis();
    if (over || at > now.minus(FRESH).toEpochMilli()) {
      return;
    }
    var _ = topics.get().ready(name(tenant), Set.of());
    var item = Item.at(key).with(VERSION, ENDED).with(AT, now.toEpochMilli()).with(SINCE, since);
    var _ = store.put(item, Condition.always());
  }

  private static String name(TenantId tenant) {
    return "emanet-breaches-" + tenant;
  }

  /// Makes it as the tenant's document wants it, unless it is.
  public void keepUp(TenantId tenant) {
    var version = tenants.filed(tenant).map(Filed::version);
    if (version.isEmpty()) {
      return;
    }
    var key = new Key(Table.REGISTER, "T#" + tenant + "#TOPIC", region);
    var now = clock.instant();
    boolean fresh =
        store
            .read(key)
            .filter(item -> item.number(VERSION) == version.get())
            .filter(item -> item.number(AT) > now.minus(FRESH).toEpochMilli())
            .isPresent();
    if (!fresh) {
      var _ = ready(tenant);
      var item = Item.at(key).with(VERSION, version.get()).with(AT, now.toEpochMilli());
      var _ = store.put(item, Condition.always());
    }
  }
}
