package emanet.local.edge.states;

import java.util.List;

/// What a state fails with, as retriers and catchers know it.
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  static final String RUNTIME = "States.Runtime";
  static final String TIMEOUT = "States.Timeout";
  static final String TASK_FAILED = "States.TaskFailed";
  static final String TOO_LARGE = "States.DataLimitExceeded";
  static final String TOO_MANY_FAILED = "States.ExceedToleratedFailureThreshold";

  private static final String ALL = "States.ALL";

  private final String error;

  Failure(String error, String cause) {
    super(cause, null, false, false);
    this.error = error;
  }

  String error() {
    return error;
  }

  String cause() {
    return String.valueOf(getMessage());
  }

  /// Whether a retrier or catcher with these names is for it. `States.ALL` is not for what would
  /// come again whatever is done; `States.TaskFailed` is for all but a time-out.
  boolean isAmong(List<String> names) {
    boolean lasting = error.equals(RUNTIME) || error.equals(TOO_LARGE);
    return names.contains(error)
        || (names.contains(ALL) && !lasting)
        || (names.contains(TASK_FAILED) && !lasting && !error.equals(TIMEOUT));
  }
}
