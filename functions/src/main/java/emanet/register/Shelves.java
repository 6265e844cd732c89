package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.store.Store;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The stored documents of the register, by kind.
record Shelves(
    Shelf<Tenant> tenants,
    Shelf<Activity> activities,
    Shelf<Category> categories,
    Shelf<Recipient> recipients,
    Shelf<Grant> grants,
    Shelf<Approval> approvals,
    Shelf<Declaration> declarations) {
  /// For reading alone.
  static Shelves of(Store store, DocumentSeal seal) {
    return of(store, seal, ChangeCopies.none());
  }

  static Shelves of(Store store, DocumentSeal seal, ChangeCopies copies) {
    var maker = new Maker(store, seal, copies);
    return new Shelves(
        maker.shelf(Kind.TENANT, TenantDocument::read, TenantDocument::write),
        maker.shelf(Kind.ACTIVITY, ActivityDocument::read, ActivityDocument::write),
        maker.shelf(Kind.CATEGORY, CategoryDocument::read, CategoryDocument::write),
        maker.shelf(Kind.RECIPIENT, RecipientDocument::read, RecipientDocument::write),
        maker.shelf(Kind.GRANT, GrantDocument::read, GrantDocument::write),
        maker.shelf(Kind.APPROVAL, ApprovalDocument::read, ApprovalDocument::write),
        maker.shelf(Kind.DECLARATION, DeclarationDocument::read, DeclarationDocument::write));
  }

  private record Maker(Store store, DocumentSeal seal, ChangeCopies copies) {
    <T> Shelf<T> shelf(
        Kind kind, BiFunction<String, ObjectNode, Draft<T>> read, Function<T, ObjectNode> write) {
      return new Shelf<>(store, kind, new Documents<>(seal, read, write), copies);
    }
  }
}
