package emanet.alerts;

import emanet.keys.Macs;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Signs webhooks, as Standard Webhooks has it (docs/spec/webhooks-v1.md): HMAC-SHA-256 under a
/// secret that the tenant gives to the receiver. Secrets are derived from the tenant's own key and
/// kept nowhere.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | generation | `T#<tenant>#WEBHOOK#<signer>` | `G` | `generation` N, counts from 2; `at` N, ms; `mark` S |
///
/// No item: the first generation. After a rotation both generations sign for a week.
public final class WebhookSecrets {
  /// How long the secret before still signs.
  public static final Duration OVERLAP = Duration.ofDays(7);

  private static final String PURPOSE = "webhook";
  private static final String GENERATION = "generation";
  private static final String AT = "at";
  private static final String MARK = "mark";

  private final Store store;
  private final Macs macs;
  private final InstantSource clock;

  public WebhookSecrets(Store store, Macs macs, InstantSource clock) {
    this.store = store;
    this.macs = macs;
    this.clock = clock;
  }

  /// A secret, to be given to the receiver; the taker closes it.
  ///
  /// @param before signs too until then
  public record Secret(long generation, SecretBytes content, Optional<Instant> before)
      implements AutoCloseable {
    @Override
    public void close() {
      content.close();
    }
  }

  /// The secret that signs now.
  public Secret current(TenantId tenant, String signer) {
    return secret(tenant, signer, store.read(key(tenant, signer)));
  }

  /// Makes another one.
  ///
  /// @param mark recognises this very rotation, however often it is begun anew
  public Secret rotate(TenantId tenant, String signer, String mark) {
    var key = key(tenant, signer);
    var seen = store.read(key);
    if (seen.filter(item -> item.text(MARK).equals(mark)).isEmpty()) {
      long next = generation(seen) + 1;
      var item =
          Item.at(key)
              .with(GENERATION, next)
              .with(AT, clock.instant().toEpochMilli())
              .with(MARK, mark);
      var asSeen =
          seen.map(i -> Condition.equal(GENERATION, i.number(GENERATION)))
              .orElse(Condition.noItem());
      var _ = store.put(item, asSeen); // another rotation at the same time is as good
    }
    return current(tenant, signer);
  }

  /// The header's value: one signature for each generation that signs now.
  public String signatures(TenantId tenant, String signer, String signed) {
    var item = store.read(key(tenant, signer));
    var content = signed.getBytes(StandardCharsets.UTF_8);
    var all = new ArrayList<String>();
    for (long generation : signing(item)) {
      try (var secret = derived(tenant, signer, generation)) {
        all.add("v1," + Macs.sign(secret, content).toBase64());
      }
    }
    return String.join(" ", all);
  }

  private Secret secret(TenantId tenant, String signer, Optional<Item> item) {
    long generation = generation(item);
    return new Secret(
        generation, derived(tenant, signer, generation), item.flatMap(this::overlapEnd));
  }

  private Optional<Instant> overlapEnd(Item item) {
    var end = Instant.ofEpochMilli(item.number(AT)).plus(OVERLAP);
    return Optional.of(end).filter(clock.instant()::isBefore);
  }

  private List<Long> signing(Optional<Item> item) {
    long generation = generation(item);
    return item.flatMap(this::overlapEnd).isPresent()
        ? List.of(generation, generation - 1)
        : List.of(generation);
  }

  private static long generation(Optional<Item> item) {
    return item.map(i -> i.number(GENERATION)).orElse(1L);
  }

  private SecretBytes derived(TenantId tenant, String signer, long generation) {
    var content = (signer + "#" + generation).getBytes(StandardCharsets.UTF_8);
    return macs.shared(tenant, PURPOSE, content);
  }

  private static Key key(TenantId tenant, String signer) {
    return new Key(Table.REGISTER, "T#" + tenant + "#WEBHOOK#" + signer, "G");
  }
}
