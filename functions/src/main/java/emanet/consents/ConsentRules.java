package emanet.consents;

import emanet.consents.Consents.Decision;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.register.Activity;
import emanet.register.NoticeKind;
import emanet.register.SubjectGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the law asks of a consent: specific (one activity, whose purpose is one), informed (a text
/// of its own, apart from the privacy notice), and asked for only where processing rests on it.
///
/// A processor's activity needs no text of ours: there the customer informs people and asks them
/// (its attestation says so). One that is named must exist all the same.
final class ConsentRules {
  private ConsentRules() {}

  /// @param groups the person's
  /// @param activity as it is now, if there is one
  /// @param current the person's last decision on it
  /// @param kind of the text that is named, if there is such a version
  /// @throws emanet.fault.FaultException `Invalid`
  static void judge(
      Decision decision,
      Set<SubjectGroup> groups,
      Optional<Activity> activity,
      Optional<Consent> current,
      Optional<NoticeKind> kind) {
    var errors = new ArrayList<>(decision.errors());
    boolean withdrawable = !decision.granted() && current.isPresent();
    if (decision.code().isPresent() && activity.isEmpty() && !withdrawable) {
      errors.add(new FieldError("/activity", FieldCode.UNKNOWN));
    }
    if (decision.granted()) {
      activity.ifPresent(now -> judgeActivity(now, groups, errors));
    }
    judgeNotice(decision, activity, kind, errors);
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
  }

  private static void judgeActivity(
      Activity activity, Set<SubjectGroup> groups, List<FieldError> errors) {
    if (!activity.legalBasis().isConsent() || !activity.coversAny(groups)) {
      errors.add(new FieldError("/activity", FieldCode.UNSUITABLE));
    }
  }

  private static void judgeNotice(
      Decision decision,
      Optional<Activity> activity,
      Optional<NoticeKind> kind,
      List<FieldError> errors) {
    if (decision.notice().isPresent()) {
      if (kind.isEmpty()) {
        // what is no notice's id, or no version of it, is nothing that exists
        errors.add(new FieldError("/noticeVersion", FieldCode.UNKNOWN));
      } else if (kind.get() != NoticeKind.EXPLICIT_CONSENT) {
        errors.add(new FieldError("/notice", FieldCode.UNSUITABLE));
      }
      return;
    }
    boolean needed =
        activity
            .filter(now -> now.role() == Activity.Capacity.CONTROLLER)
            .filter(now -> now.legalBasis().isConsent())
            .isPresent();
    if (decision.granted() && needed) {
      errors.add(new FieldError("/notice", FieldCode.MISSING));
    }
  }
}
