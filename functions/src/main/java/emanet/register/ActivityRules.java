package emanet.register;

import emanet.fault.FieldCode;
import emanet.register.Activity.Capacity;
import emanet.register.Activity.Use;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the law and the register ask of an activity.
final class ActivityRules {
  private final Map<CategoryCode, Category> categories;
  private final Set<String> unknownRecipients;
  private final Instant now;

  /// @param categories of those that the activity names, the ones that there are
  /// @param unknownRecipients of those that the activity names, the ones that there are not
  ActivityRules(
      Map<CategoryCode, Category> categories, Set<String> unknownRecipients, Instant now) {
    this.categories = categories;
    this.unknownRecipients = unknownRecipients;
    this.now = now;
  }

  void judge(Activity activity, Draft.Errors errors) {
    judgeBasis(activity, errors);
    judgeCapacity(activity, errors);
    judgeRoles(activity, errors);
    judgeRecipients(activity, errors);
    var seen = new HashSet<CategoryCode>();
    for (int i = 0; i < activity.uses().size(); i++) {
      var use = activity.uses().get(i);
      var pointer = "/categories/" + i;
      if (!seen.add(use.category())) {
        errors.add(pointer + "/category", FieldCode.DUPLICATE);
      }
      judgeUse(activity, use, pointer, errors);
    }
  }

  /// Explicit consent is never bundled: one purpose each. A legitimate interest is weighed in
  /// writing (Art. 5/2-f).
  private static void judgeBasis(Activity activity, Draft.Errors errors) {
    if (activity.legalBasis().isConsent() && activity.purposes().size() != 1) {
      errors.add("/purposes", FieldCode.UNSUITABLE);
    }
    if (activity.legalBasis() == LegalBasis.LEGITIMATE_INTEREST
        && activity.balancingTest().isEmpty()) {
      errors.add("/balancingTest", FieldCode.MISSING);
    }
  }

  /// A processor names its controller, and has its word, current and on the same basis.
  private void judgeCapacity(Activity activity, Draft.Errors errors) {
    if (activity.role() == Capacity.PROCESSOR) {
      if (activity.controller().isEmpty()) {
        errors.add("/controller", FieldCode.MISSING);
      }
      if (activity.attestation().isEmpty()) {
        errors.add("/attestation", FieldCode.MISSING);
      }
    }
    activity
        .attestation()
        .ifPresent(word -> {
          if (word.basis() != activity.legalBasis()) {
            errors.add("/attestation/basis", FieldCode.UNSUITABLE);
          }
          if (!word.validUntil().isAfter(word.at()) || !word.validUntil().isAfter(now)) {
            errors.add("/attestation/validUntil", FieldCode.RANGE);
          }
        });
  }

  private static void judgeRoles(Activity activity, Draft.Errors errors) {
    if (activity.roles().contains(Role.ADMIN) || activity.roles().contains(Role.OPERATOR)) {
      errors.add("/roles", FieldCode.FORBIDDEN); // the deployment's own reach no data
    }
  }

  private void judgeRecipients(Activity activity, Draft.Errors errors) {
    int i = 0;
    for (var id : activity.recipients()) {
      if (unknownRecipients.contains(id)) {
        errors.add("/recipients/" + i, FieldCode.UNKNOWN);
      }
      i++;
    }
  }

  private void judgeUse(Activity activity, Use use, String pointer, Draft.Errors errors) {
    var category = categories.get(use.category());
    if (category == null) {
      errors.add(pointer + "/category", FieldCode.UNKNOWN);
      return;
    }
    if (category.special() && !activity.legalBasis().coversSpecial()) {
      errors.add("/legalBasis", FieldCode.UNSUITABLE); // Art. 6
    }
    use.fields()
        .ifPresent(fields -> {
          int i = 0;
          for (var name : fields) {
            if (category.field(name).isEmpty()) {
              errors.add(pointer + "/fields/" + i, FieldCode.UNKNOWN);
            }
            i++;
          }
        });
    boolean searchable =
        category.fields().entrySet().stream()
            .anyMatch(field -> use.searches(field.getKey(), field.getValue()));
    if (use.search().orElse(false) && !searchable) {
      errors.add(pointer + "/search", FieldCode.FORBIDDEN);
    }
  }
}
