package emanet.breaches;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.register.Page;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Breaches with their clocks, in rows to be handed on: without suspects, and without anything that
/// was typed.
public final class BreachAccount {
  private static final int PAGE = 50;

  private final BreachStore store;

  public BreachAccount(Store store, Keyring keyring, Envelope envelope) {
    this.store = new BreachStore(store, keyring, envelope);
  }

  /// Their cases.
  public Page<String> cases(TenantId tenant, Optional<String> after) {
    var positions = store.page(tenant, BreachStore.Shelf.ALL, PAGE, after);
    var cases = positions.stream().map(BreachStore::idOf).map(BreachStore::caseId).toList();
    return new Page<>(
        cases, positions.size() < PAGE ? Optional.empty() : Optional.of(positions.getLast()));
  }

  /// Those entered before that moment, the latest first. Clocks stand where it is.
  public Page<ObjectNode> before(TenantId tenant, Instant before, Optional<String> after) {
    var positions = store.page(tenant, BreachStore.Shelf.ALL, PAGE, after);
    var rows = new ArrayList<ObjectNode>();
    var ids = positions.stream().map(BreachStore::idOf).toList();
    for (var breach : store.findAll(tenant, ids)) {
      if (breach.enteredAt().isBefore(before)) {
        rows.add(row(breach, before));
      }
    }
    return new Page<>(
        rows, positions.size() < PAGE ? Optional.empty() : Optional.of(positions.getLast()));
  }

  private static ObjectNode row(Breach breach, Instant at) {
    var row = new BreachView(at, false).whole(breach);
    row.set("notifications", untyped(breach.file().section(BreachFile.NOTIFICATIONS)));
    row.set("noNotices", untyped(breach.file().section(BreachFile.NO_NOTICE)));
    var corrections = JsonNodeFactory.instance.arrayNode();
    breach
        .file()
        .section(BreachFile.CORRECTIONS)
        .forEach(one ->
            corrections
                .addObject()
                .put("at", one.path("at").asText())
                .put("by", one.path("by").asText()));
    row.set("corrections", corrections);
    return row;
  }

  private static ArrayNode untyped(ArrayNode section) {
    section.forEach(entry -> BreachView.untyped((ObjectNode) entry));
    return section;
  }
}
