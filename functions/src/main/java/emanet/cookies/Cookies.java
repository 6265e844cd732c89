package emanet.cookies;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.register.NoticeKind;
import emanet.register.PublishedNotices;
import emanet.register.Tenants;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Visitors' choices. A visitor is nobody here: a choice has a receipt, which the visitor keeps
/// (the cookie that holds it is strictly necessary), and no entry in the ledger, which names who
/// did what with whose data: there is neither (docs/changes/0004).
public final class Cookies {
  private final ChoiceItems items;
  private final PublishedNotices notices;
  private final Tenants tenants;
  private final Ids ids;
  private final InstantSource clock;

  public Cookies(
      Store store, PublishedNotices notices, Tenants tenants, Ids ids, InstantSource clock) {
    this.items = new ChoiceItems(store);
    this.notices = notices;
    this.tenants = tenants;
    this.ids = ids;
    this.clock = clock;
  }

  /// What was ticked.
  record Ticked(boolean functional, boolean analytics, boolean marketing) {}

  /// A choice, and whether the visitor is to be asked again because the policy has changed since.
  record Found(Choice choice, boolean askAgain) {}

  /// Keeps a choice. Whether the tenant exists is not said: who has no cookie policy of that
  /// version is answered as who has none at all.
  ///
  /// @throws emanet.fault.FaultException `Invalid` if there is no such version of the policy
  Choice choose(TenantId tenant, long policyVersion, Ticked ticked) {
    var policy = notices.inForce(tenant, NoticeKind.COOKIE_POLICY);
    if (policy.filter(now -> policyVersion > 0 && policyVersion <= now.newest()).isEmpty()) {
      throw Fault.Invalid.at("/policyVersion", FieldCode.UNKNOWN).exception();
    }
    var now = clock.instant();
    var expires = expiry(tenant, now);
    var choice =
        new Choice(
            ChoiceItems.receipt(expires, ids.random()),
            policy.get().id(),
            policyVersion,
            ticked.functional(),
            ticked.analytics(),
            ticked.marketing(),
            now,
            expires);
    items.put(tenant, choice);
    return choice;
  }

  private Instant expiry(TenantId tenant, Instant now) {
    return now.atZone(Istanbul.ZONE).plus(tenants.settings(tenant).cookieLife()).toInstant();
  }

  /// Empty if it expired, or never was.
  Optional<Found> find(TenantId tenant, String receipt) {
    var choice = items.read(tenant, receipt).filter(c -> clock.instant().isBefore(c.expiresAt()));
    return choice.map(c ->
        new Found(
            c,
            notices
                .inForce(tenant, NoticeKind.COOKIE_POLICY)
                .filter(now -> now.id().equals(c.policy()) && now.version() <= c.policyVersion())
                .isEmpty()));
  }
}
