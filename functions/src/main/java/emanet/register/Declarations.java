package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The inventory's declarations to the registry of controllers (VERBİS), and what has changed since
/// one of them.
///
/// Declarations are the versions of one document: the latest is its current version.
public final class Declarations {
  static final String CODE = "inventory";
  private static final String TARGET = "declaration/inventory";
  private final Shelf<Declaration> shelf;
  private final Editing<Declaration> editing;
  private final Inventory inventory;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  Declarations(
      Shelf<Declaration> shelf,
      Inventory inventory,
      Access access,
      Trail trail,
      InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.inventory = inventory;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// Keeps the inventory as it is now as what was declared.
  Recorded<Filed<Declaration>> declare(
      Caller caller, Draft<DeclarationDocument.Sent> draft, Revision revision) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        TARGET,
        () -> {
          access.require(caller, Access.EDITORS);
          var today = LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
          var sent = draft.judged();
          if (sent.declaredOn().filter(date -> date.isAfter(today)).isPresent()) {
            throw Fault.Invalid.at("/declaredOn", FieldCode.RANGE).exception();
          }
          var rows = rows(caller.tenant());
          if (!DeclarationDocument.fits(rows)) {
            throw Fault.Invalid.at("", FieldCode.LENGTH).exception();
          }
          var declaration =
              new Declaration(sent.reference(), sent.declaredOn().orElse(today), rows);
          return editing
              .save(
                  caller.tenant(),
                  caller.actor().value(),
                  CODE,
                  revision,
                  Optional.empty(),
                  _ -> Editing.Next.of(declaration))
              .filed();
        });
  }

  private List<ObjectNode> rows(TenantId tenant) {
    return inventory.everything(tenant).stream().map(Inventory::json).toList();
  }

  /// All declarations, oldest first.
  Recorded<Page<Filed<Declaration>>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        TARGET,
        () -> {
          access.require(caller, Access.READERS);
          return shelf.read(caller.tenant(), CODE).isEmpty()
              ? new Page<>(List.of(), Optional.empty())
              : shelf.versions(caller.tenant(), CODE, limit, after);
        });
  }

  /// What is different now.
  ///
  /// @param since empty where nothing was ever declared: then every row is new
  record Since(Optional<Filed<Declaration>> since, List<InventoryDiff.Change> changes) {
    Since {
      changes = List.copyOf(changes);
    }
  }

  /// @param version of the declaration to compare with; the latest where it is empty
  Recorded<Since> diff(Caller caller, OptionalLong version) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        TARGET,
        () -> {
          access.require(caller, Access.READERS);
          var latest = shelf.read(caller.tenant(), CODE);
          var declared =
              version.isEmpty()
                      || latest.filter(l -> l.version() == version.getAsLong()).isPresent()
                  ? latest
                  : shelf.archived(caller.tenant(), CODE, version.getAsLong());
          if (version.isPresent() && declared.isEmpty()) {
            throw new Fault.Absent().exception();
          }
          var before = declared.map(filed -> filed.value().rows()).orElse(List.of());
          return new Since(declared, InventoryDiff.between(before, rows(caller.tenant())));
        });
  }

  /// How many rows are different from what was declared last; empty where nothing was.
  public OptionalLong undeclared(TenantId tenant) {
    return shelf
        .read(tenant, CODE)
        .map(filed ->
            OptionalLong.of(InventoryDiff.between(filed.value().rows(), rows(tenant)).size()))
        .orElse(OptionalLong.empty());
  }
}
