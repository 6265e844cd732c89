package emanet.jobs;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import java.util.Map;

/// Between a failure and the text that a job's item has of it: which kind of fault, and for
/// refusals and conflicts the reason. Nothing else of it is kept.
final class Failures {
  private static final String UNAVAILABLE = "UNAVAILABLE";
  private static final String TAMPERED = "TAMPERED";
  private static final String ABSENT = "ABSENT";
  private static final String ERASED = "ERASED";
  private static final String INTERNAL = "INTERNAL";
  private static final String REFUSED = "REFUSED:";
  private static final String CONFLICT = "CONFLICT:";

  private Failures() {}

  static String text(RuntimeException failure) {
    if (!(failure instanceof FaultException e)) {
      return INTERNAL;
    }
    return switch (e.fault()) {
      case Fault.Unavailable _ -> UNAVAILABLE;
      case Fault.Tampered _ -> TAMPERED;
      case Fault.Absent _ -> ABSENT;
      case Fault.Erased _ -> ERASED;
      case Fault.Refused(var reason) -> REFUSED + reason.name();
      case Fault.Conflicting(var reason, _) -> CONFLICT + reason.name();
      case Fault.Malformed _,
          Fault.Unauthenticated _,
          Fault.MethodNotAllowed _,
          Fault.Stale _,
          Fault.TooLarge _,
          Fault.UnsupportedMediaType _,
          Fault.Invalid _,
          Fault.KeyReused _,
          Fault.TooMany _,
          Fault.Internal _ ->
          INTERNAL;
    };
  }

  /// Whether trying again may help.
  static boolean passing(RuntimeException failure) {
    return !(failure instanceof FaultException e)
        || e.fault() instanceof Fault.Unavailable
        || e.fault() instanceof Fault.Internal
        || e.fault() instanceof Fault.TooMany;
  }

  /// Whether this is what was to be found out: that it may not be, or that whoever it is about is
  /// not there.
  static boolean isAnswer(RuntimeException failure) {
    return failure instanceof FaultException e
        && (e.fault() instanceof Fault.Refused
            || e.fault() instanceof Fault.Absent
            || e.fault() instanceof Fault.Erased);
  }

  static Fault fault(String text) {
    if (text.startsWith(REFUSED)) {
      return new Fault.Refused(Refusal.valueOf(text.substring(REFUSED.length())));
    }
    if (text.startsWith(CONFLICT)) {
      return new Fault.Conflicting(Conflict.valueOf(text.substring(CONFLICT.length())), Map.of());
    }
    return switch (text) {
      case UNAVAILABLE -> Fault.Unavailable.shortly();
      case TAMPERED -> new Fault.Tampered();
      case ABSENT -> new Fault.Absent();
      case ERASED -> new Fault.Erased();
      default -> new Fault.Internal();
    };
  }
}
