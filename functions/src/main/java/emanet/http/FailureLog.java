package emanet.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FaultException;
import java.io.PrintStream;

/// Failures, one line of JSON each: which request, which exceptions, where in the code. Never an
/// exception's message: it may quote what was sent.
public final class FailureLog {
  private static final int CAUSES = 6;
  private static final int FRAMES = 30;

  private final PrintStream out;

  public FailureLog(PrintStream out) {
    this.out = out;
  }

  /// Lambda takes a function's log from its standard output.
  public static FailureLog standard() {
    return new FailureLog(System.out);
  }

  /// Writes one line.
  ///
  /// @param where a route of the contract, or a function's name
  public void failed(String requestId, String where, Throwable failure) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("level", "ERROR");
    line.put("requestId", requestId);
    line.put("where", where);
    var chain = line.putArray("failure");
    var cause = failure;
    for (int i = 0; i < CAUSES && cause != null; i++) {
      describe(cause, chain.addObject());
      cause = cause.getCause();
    }
    out.println(line);
  }

  /// The problem of a part of an answer that has several parts. Where it is our own failure, it is
  /// logged under the request's id, as the problem says.
  public ObjectNode problem(FaultException failure, Request request) {
    if (failure.fault().isOurs()) {
      failed(request.id(), request.route(), failure);
    }
    return Problems.document(failure.fault(), request);
  }

  /// Writes one line that an alarm watches for: something is not done that was to be done by now.
  public void late(String where, String what) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("level", "ALARM").put("where", where).put("late", what);
    out.println(line);
  }

  private static void describe(Throwable failure, ObjectNode into) {
    into.put("class", failure.getClass().getName());
    var frames = into.putArray("at");
    var trace = failure.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
      var frame = trace[i];
      frames.add(frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
    }
  }
}
