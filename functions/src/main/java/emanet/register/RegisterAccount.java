package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.store.Item;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the register says, in rows to be handed on: no contact of anybody, no proposal's content.
/// Read strongly, for a call that is recorded as what it is.
public final class RegisterAccount {
  /// Codes that one page goes through.
  private static final int PAGE = 25;

  private final Shelves shelves;
  private final Inventory inventory;

  public RegisterAccount(Store store, DocumentSeal seal, Register register) {
    this.shelves = Shelves.of(store, seal);
    this.inventory = register.inventory();
  }

  /// Who the tenant is.
  public List<ObjectNode> tenant(TenantId tenant) {
    return shelves.tenants().read(tenant, tenant.value()).stream()
        .map(filed -> {
          var row = heading(filed);
          row.put("title", filed.value().title()).put("address", filed.value().address());
          return row.put("sample", filed.value().sample());
        })
        .toList();
  }

  /// The inventory (veri işleme envanteri) as it stands.
  public List<ObjectNode> inventory(TenantId tenant) {
    return inventory.everything(tenant).stream().map(Inventory::json).toList();
  }

  /// Activities, each with every version of before that moment.
  public Page<ObjectNode> activities(TenantId tenant, Instant before, Optional<String> after) {
    return versions(shelves.activities(), tenant, before, after, ActivityDocument::write);
  }

  public Page<ObjectNode> categories(TenantId tenant, Instant before, Optional<String> after) {
    return versions(shelves.categories(), tenant, before, after, CategoryDocument::write);
  }

  /// Recipients, without where they are told.
  public Page<ObjectNode> recipients(TenantId tenant, Instant before, Optional<String> after) {
    return versions(
        shelves.recipients(),
        tenant,
        before,
        after,
        recipient -> {
          var document = RecipientDocument.write(recipient);
          document.remove("notify");
          return document;
        });
  }

  public Page<ObjectNode> grants(TenantId tenant, Instant before, Optional<String> after) {
    return versions(shelves.grants(), tenant, before, after, GrantDocument::write);
  }

  /// What second persons were asked, and said, of what was proposed before that moment.
  public Page<ObjectNode> approvals(TenantId tenant, Instant before, Optional<String> after) {
    var page = shelves.approvals().list(tenant, PAGE, after);
    var rows = new ArrayList<ObjectNode>();
    for (var filed : page.items()) {
      var approval = filed.value();
      if (approval.at().isBefore(before)) {
        var row = JsonNodeFactory.instance.objectNode();
        row.put("id", approval.id()).put("kind", approval.kind()).put("target", approval.target());
        row.put("by", approval.by()).put("at", approval.at().toString());
        row.put("expiresAt", approval.expiresAt().toString());
        row.put("state", approval.stateAt(before).name());
        approval
            .decision()
            .ifPresent(decision ->
                row.put("decidedBy", decision.by()).put("decidedAt", decision.at().toString()));
        approval.failure().ifPresent(why -> row.put("failure", why));
        rows.add(row);
      }
    }
    return new Page<>(rows, page.after());
  }

  private static <T> Page<ObjectNode> versions(
      Shelf<T> shelf,
      TenantId tenant,
      Instant before,
      Optional<String> after,
      Function<T, ObjectNode> write) {
    var codes =
        shelf.codes(tenant).stream()
            .filter(code -> after.filter(done -> code.compareTo(done) <= 0).isEmpty())
            .limit(PAGE)
            .toList();
    var rows = new ArrayList<ObjectNode>();
    for (var code : codes) {
      for (var item : shelf.history(tenant, code)) {
        if (Instant.parse(item.text(Documents.AT)).isBefore(before)) {
          rows.add(
              shelf
                  .parse(tenant, code, Optional.of(item))
                  .map(filed ->
                      heading(filed).<ObjectNode>set("document", write.apply(filed.value())))
                  .orElseGet(() -> deletion(code, item)));
        }
      }
    }
    return new Page<>(rows, codes.size() < PAGE ? Optional.empty() : Optional.of(codes.getLast()));
  }

  private static ObjectNode deletion(String code, Item item) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("version", item.number(Documents.VERSION))
        .put("at", item.text(Documents.AT))
        .put("by", item.text(Documents.BY))
        .put("deleted", true);
  }

  private static ObjectNode heading(Filed<?> filed) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("code", filed.code()).put("version", filed.version());
    row.put("at", filed.at().toString()).put("by", filed.by());
    filed.approval().ifPresent(id -> row.put("approval", id));
    return row;
  }
}
