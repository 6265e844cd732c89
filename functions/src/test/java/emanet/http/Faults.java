package emanet.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a call failed with.
final class Faults {
  private Faults() {}

  static Fault of(ThrowingCallable call) {
    var thrown = catchThrowableOfType(FaultException.class, call);
    if (thrown == null) {
      throw new AssertionError("no fault");
    }
    return thrown.fault();
  }
}
