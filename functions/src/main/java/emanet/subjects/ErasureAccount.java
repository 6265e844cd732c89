package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Page;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;

/// Erasures with their certificates, in rows to be handed on: without the reason, which is sealed.
public final class ErasureAccount {
  private static final int PAGE = 50;
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final ErasureItems items;

  public ErasureAccount(Store store) {
    this.items = new ErasureItems(store);
  }

  /// Their cases.
  public Page<String> cases(TenantId tenant, Optional<String> after) {
    var page = items.page(tenant, Instant.EPOCH, LAST, PAGE, after);
    var cases = page.keySet().stream().map(position -> position.split("#", -1)[1]).toList();
    var last = page.keySet().stream().reduce((_, next) -> next);
    return new Page<>(cases, page.size() < PAGE ? Optional.empty() : last);
  }

  /// Those that were asked for in a time, oldest first.
  public Page<ObjectNode> during(
      TenantId tenant, Instant from, Instant to, Optional<String> after) {
    var page = items.page(tenant, from, to, PAGE, after);
    var rows = new ArrayList<ObjectNode>();
    page.values().stream().flatMap(Optional::stream).forEach(one -> rows.add(row(one)));
    var last = page.keySet().stream().reduce((_, next) -> next);
    return new Page<>(rows, page.size() < PAGE ? Optional.empty() : last);
  }

  private static ObjectNode row(StoredErasure erasure) {
    var asked = erasure.asked();
    var row = JsonNodeFactory.instance.objectNode();
    row.put("id", erasure.id()).put("at", asked.at().toString()).put("by", asked.by());
    row.put("subject", asked.subject().value()).put("method", asked.method().name());
    asked.category().ifPresent(code -> row.put("category", code.value()));
    asked.request().ifPresent(id -> row.put("request", id));
    row.put("stage", erasure.stage().name());
    if (erasure.isEffective()) {
      row.put("effectiveAt", erasure.effective().toString());
    }
    new TreeSet<>(erasure.kept()).forEach(row.putArray("kept")::add);
    row.put("receipt", asked.ledger());
    erasure
        .certificate()
        .ifPresent(certificate -> row.set("certificate", Certificates.read(certificate)));
    return row;
  }
}
