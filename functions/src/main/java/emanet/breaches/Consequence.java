package emanet.breaches;

import emanet.register.Category;
import emanet.register.VerbisCategory;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a breach may mean for the people whose data it reached, in the terms of the Board's form.
enum Consequence {
  LOSS_OF_CONTROL,
  IDENTITY_THEFT,
  DISCRIMINATION,
  RESTRICTION_OF_RIGHTS,
  FRAUD,
  FINANCIAL_LOSS,
  REPUTATION,
  DATA_SECURITY;

  /// To be supposed of special data alone: to name them tells that there were such.
  static final List<Consequence> TELLING =
      List.of(DISCRIMINATION, RESTRICTION_OF_RIGHTS, REPUTATION);

  private static final Set<VerbisCategory> NAMES =
      EnumSet.of(VerbisCategory.IDENTITY, VerbisCategory.CONTACT);

  private static final Set<VerbisCategory> MONEY =
      EnumSet.of(
          VerbisCategory.FINANCE, VerbisCategory.CUSTOMER_TRANSACTION, VerbisCategory.PERSONNEL);

  /// What is to be supposed of data of these categories while nobody has said otherwise: the
  /// house's choice, on the cautious side.
  static Set<Consequence> of(Set<Harm> harms, Collection<Category> categories) {
    var likely = EnumSet.of(LOSS_OF_CONTROL);
    if (!harms.contains(Harm.CONFIDENTIALITY)) {
      likely.add(DATA_SECURITY);
      return likely;
    }
    for (var category : categories) {
      if (NAMES.contains(category.verbis())) {
        likely.add(IDENTITY_THEFT);
        likely.add(FRAUD);
      }
      if (MONEY.contains(category.verbis())) {
        likely.add(FINANCIAL_LOSS);
      }
      if (category.special()) {
        likely.add(DISCRIMINATION);
        likely.add(REPUTATION);
      }
    }
    return likely;
  }
}
