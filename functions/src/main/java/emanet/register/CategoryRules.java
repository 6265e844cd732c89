package emanet.register;

import emanet.fault.FieldCode;
import java.util.regex.Pattern;

/// What categories must be like.
final class CategoryRules {
  private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  static final int MOST_FIELDS = 64;

  private CategoryRules() {}

  static boolean isFieldName(String name) {
    return FIELD.matcher(name).matches();
  }

  /// A tenant's own category, or a built-in one with fields added; a category changes by additions
  /// alone, because records written before must stay readable as what they were.
  static void judge(Category next, java.util.Optional<Category> before, Draft.Errors errors) {
    if (next.verbis().special() && !next.special()) {
      errors.add("/special", FieldCode.UNSUITABLE);
    }
    before.ifPresent(old -> judgeChange(old, next, errors));
  }

  private static void judgeChange(Category old, Category next, Draft.Errors errors) {
    if (old.verbis() != next.verbis()) {
      errors.add("/verbis", FieldCode.FORBIDDEN);
    }
    if (old.special() != next.special()) {
      errors.add("/special", FieldCode.FORBIDDEN);
    }
    old.fields()
        .forEach((name, spec) -> {
          var changed = next.fields().get(name);
          if (changed == null) {
            errors.add("/fields/" + name, FieldCode.MISSING);
          } else {
            judgeField(name, spec, changed, errors);
          }
        });
    next.fields()
        .forEach((name, spec) -> {
          if (spec.required() && !old.fields().containsKey(name)) {
            errors.add("/fields/" + name + "/required", FieldCode.FORBIDDEN);
          }
        });
  }

  /// A field keeps its type. It may stop being required, and not begin: records without it exist.
  /// Whether it is searchable stays: what was written before is in the index, or is not.
  private static void judgeField(String name, FieldSpec old, FieldSpec next, Draft.Errors errors) {
    if (old.type() != next.type()) {
      errors.add("/fields/" + name + "/type", FieldCode.FORBIDDEN);
    }
    if (!old.required() && next.required()) {
      errors.add("/fields/" + name + "/required", FieldCode.FORBIDDEN);
    }
    if (old.searchable() != next.searchable()) {
      errors.add("/fields/" + name + "/searchable", FieldCode.FORBIDDEN);
    }
  }
}
