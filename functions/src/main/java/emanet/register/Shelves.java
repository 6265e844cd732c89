package emanet.register;

import emanet.store.Store;

/// The stored documents of the register, by kind.
record Shelves(
    Shelf<Activity> activities,
    Shelf<Category> categories,
    Shelf<Recipient> recipients,
    Shelf<Grant> grants) {
  static Shelves of(Store store, DocumentSeal seal) {
    return new Shelves(
        new Shelf<>(
            store,
            Kind.ACTIVITY,
            true,
            new Documents<>(seal, ActivityDocument::read, ActivityDocument::write)),
        new Shelf<>(
            store,
            Kind.CATEGORY,
            true,
            new Documents<>(seal, CategoryDocument::read, CategoryDocument::write)),
        new Shelf<>(
            store,
            Kind.RECIPIENT,
            true,
            new Documents<>(seal, RecipientDocument::read, RecipientDocument::write)),
        new Shelf<>(
            store,
            Kind.GRANT,
            true,
            new Documents<>(seal, GrantDocument::read, GrantDocument::write)));
  }
}
