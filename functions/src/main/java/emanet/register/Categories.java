package emanet.register;

/// The categories that a tenant has.
public final class Categories {
  private Categories() {}

  static Category numbered(Filed<Category> filed) {
    var category = filed.value();
    return new Category(
        category.code(),
        filed.version(),
        category.title(),
        category.verbis(),
        category.special(),
        category.fields());
  }
}
