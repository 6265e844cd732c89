package emanet.register;

import emanet.keys.TenantKeys;
import emanet.ledger.Ledger;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The register's parts, put together.
public final class Register {
  private final Access access;
  private final Tenants tenants;
  private final Categories categories;
  private final Recipients recipients;
  private final Grants grants;
  private final Proposals proposals;
  private final Activities activities;
  private final Approvals approvals;
  private final Inventory inventory;
  private final Declarations declarations;

  /// Puts the register together.
  ///
  /// @param hostedAbroad whether this deployment keeps its data outside Türkiye
  /// @param notices what was published
  /// @param effects what other rooms have second persons approve
  /// @param copies where changes are kept outside the table
  public Register(
      Store store,
      DocumentSeal seal,
      TenantKeys keys,
      Ledger ledger,
      InstantSource clock,
      boolean hostedAbroad,
      PublishedNotices notices,
      List<Effect> effects,
      ChangeCopies copies) {
    var shelves = Shelves.of(store, seal, copies);
    var trail = new Trail(ledger);
    access = new Access(shelves.grants(), clock);
    tenants = new Tenants(shelves.tenants(), keys, trail, store, clock);
    categories = new Categories(shelves.categories(), access, trail, clock);
    recipients = new Recipients(shelves.recipients(), access, trail, clock);
    grants = new Grants(shelves.grants(), access, trail, clock);
    proposals = new Proposals(shelves.approvals(), clock);
    var neighbours =
        new Activities.Neighbours(tenants, categories, recipients, notices, hostedAbroad);
    activities = new Activities(shelves.activities(), neighbours, proposals, access, trail, clock);
    var all = new ArrayList<>(effects);
    all.add(activities);
    approvals = new Approvals(shelves.approvals(), all, access, trail, clock);
    inventory = new Inventory(shelves.activities(), neighbours, access, trail);
    declarations = new Declarations(shelves.declarations(), inventory, access, trail, clock);
  }

  public Tenants tenants() {
    return tenants;
  }

  /// Where other rooms have second persons approve.
  public Proposals proposals() {
    return proposals;
  }

  /// Who may call.
  public Access access() {
    return access;
  }

  public Categories categories() {
    return categories;
  }

  public Recipients recipients() {
    return recipients;
  }

  Grants grants() {
    return grants;
  }

  public Activities activities() {
    return activities;
  }

  Approvals approvals() {
    return approvals;
  }

  /// Proposals that wait for a second person.
  public List<Approvals.Pending> pending(TenantId tenant, int most) {
    return approvals.pending(tenant, most);
  }

  Inventory inventory() {
    return inventory;
  }

  public Declarations declarations() {
    return declarations;
  }
}
