package emanet.local.gateway;

/// What went wrong in a function, for the developer at the terminal: kinds and ids, never a message
/// that may hold what was sent.
final class Failures {
  private Failures() {}

  static void log(String function, String requestId, Throwable failure) {
    var line = new StringBuilder("gateway: ").append(function).append(' ').append(requestId);
    if (failure instanceof FunctionFailure failed && failed.timedOut()) {
      System.err.println(line.append(": ").append(failed.getMessage()));
      return;
    }
    var cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof StartFailure) {
      // says which class is missing, or which variable: nothing was sent yet
      System.err.println(line.append(": ").append(cause.getMessage()));
      return;
    }
    for (int depth = 0; depth < 4 && cause != null; depth++) {
      line.append(depth == 0 ? " failed: " : " from ").append(cause.getClass().getName());
      var frames = cause.getStackTrace();
      if (frames.length > 0) {
        line.append(" at ").append(frames[0]);
      }
      cause = cause.getCause();
    }
    System.err.println(line);
  }
}
