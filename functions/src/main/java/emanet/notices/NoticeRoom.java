package emanet.notices;

import emanet.alerts.Sends;
import emanet.register.Access;
import emanet.register.DocumentSeal;
import emanet.register.KnownPeople;
import emanet.register.Policy;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.InstantSource;

/// Notices and their deliveries, put together.
public record NoticeRoom(
    Notices notices, Deliveries deliveries, Outstanding outstanding, Access access) {

  /// Which notices have not reached everybody whom they concern.
  public Outstanding.Looked owed(TenantId tenant, int most) {
    return outstanding.owed(tenant, most);
  }

  /// Puts the room together.
  public static NoticeRoom over(
      Store store,
      DocumentSeal seal,
      Trail trail,
      Policy policy,
      Register register,
      KnownPeople people,
      Sends sends,
      InstantSource clock) {
    var items = new NoticeItems(store, seal);
    var access = register.access();
    var notices =
        new Notices(items, access, trail, new Announcing(sends, register.tenants(), clock), clock);
    return new NoticeRoom(
        notices,
        new Deliveries(new Deliveries.Needs(store, trail, policy, people, clock)),
        new Outstanding(store, notices, register.activities(), people, access, trail, clock),
        access);
  }
}
